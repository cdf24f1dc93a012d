package org.panatorch.ddpm.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.panatorch.ddpm.data.DownloadListener;
import org.panatorch.ddpm.data.Downloader;
import org.panatorch.ddpm.data.RemoteDataset;
import org.panatorch.ddpm.data.RemoteFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ddpm download}: fetches a data set (0_mnist_dataset_download.py). */
@Command(name = "download", mixinStandardHelpOptions = true, description = {
        "Download a data set, checking what arrives.",
        "MNIST itself ships with this program and needs no download."},
        footer = "%nA download that was cut off goes on where it stopped when the same command is given again.")
public final class DownloadCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SET", defaultValue = "mnist",
            completionCandidates = Sets.class, converter = Sets.class,
            description = "Which one: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RemoteDataset set;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder to put it in (default: data/SET).")
    private Path dir;

    @Option(names = "--mirror", paramLabel = "URL",
            description = "A web folder that has the files, instead of the usual ones. May be given several times; "
                    + "they are tried in turn.")
    private List<URI> mirrors = List.of();

    @Option(names = "--force", description = "Download also what is there already.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    /** The names that the SET parameter takes. */
    static final class Sets implements Iterable<String>, ITypeConverter<RemoteDataset> {

        @Override
        public RemoteDataset convert(String name) {
            return Stream.of(RemoteDataset.values()).filter(set -> set.toString().equals(name)).findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + name + "', expected " + String.join(" or ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(RemoteDataset.values()).map(RemoteDataset::toString).iterator();
        }
    }

    @Override
    public Integer call() {
        var folder = dir != null ? dir : Path.of("data", set.toString());
        var from = mirrors.isEmpty() ? set.mirrors() : mirrors;
        new Downloader(from, Downloader.Patience.DEFAULT, new Report(spec)).download(set.files(), folder, force);
        spec.commandLine().getOut().println(set + " is in " + folder);
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** A bar for each file on stderr, a line for each file on stdout. */
    private static final class Report implements DownloadListener {

        private final CommandSpec spec;
        private Progress progress;

        Report(CommandSpec spec) {
            this.spec = spec;
        }

        @Override
        public void alreadyThere(RemoteFile file) {
            print(file.name() + ": already there");
        }

        @Override
        public void started(RemoteFile file, long done, long total) {
            progress = Progress.startBytes(file.name(), total, done);
        }

        @Override
        public void at(long done) {
            progress.stepTo(done);
        }

        @Override
        public void stopped() {
            progress.close();
        }

        @Override
        public void finished(RemoteFile file) {
            print(file.name() + ": downloaded");
        }

        @Override
        public void trouble(String what) {
            spec.commandLine().getErr().println(what);
            spec.commandLine().getErr().flush();
        }

        private void print(String line) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }
}
