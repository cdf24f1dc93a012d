package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.torch.DType;
import org.panatorch.torch.WeightsConversion;
import org.panatorch.torch.io.KeyRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ddpm convert}: weights from one file format to the other. */
@Command(name = "convert", mixinStandardHelpOptions = true, description = {
        "Convert weights between .pth and .safetensors; OUT is of the latter format if it ends so.",
        "Needs little memory, however large the file is."},
        footer = {"", "A rule is a regular expression; $1 in NEW is its first group. Prefixes go first, then --rename,",
                "then --drop."})
final class ConvertCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; may be IN.")
    private Path out;

    @Option(names = "--key", paramLabel = "KEY",
            description = "Take the state dict under KEY in a checkpoint; several lead further in.")
    private List<String> keys = List.of();

    @Option(names = "--dtype", paramLabel = "TYPE", completionCandidates = Types.class, converter = Types.class,
            description = "Convert floating-point tensors to ${COMPLETION-CANDIDATES}.")
    private DType dtype;

    @Option(names = "--remove-prefix", paramLabel = "PREFIX",
            description = "Take PREFIX off the names that start with it, as 'module.' or '_orig_mod.'.")
    private List<String> prefixes = List.of();

    @Option(names = "--rename", paramLabel = "REGEX=NEW", description = "Replace in the names what fits REGEX by NEW.")
    private Map<String, String> renames = Map.of();

    @Option(names = "--drop", paramLabel = "REGEX", description = "Leave out the tensors whose names fit.")
    private List<String> drops = List.of();

    @Spec
    private CommandSpec spec;

    /** The names that --dtype takes: PyTorch's, and short ones. */
    static final class Types implements Iterable<String>, ITypeConverter<DType> {
        private static final List<DType> LISTED = List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64);
        private static final Map<String, DType> SHORT = Map.of(
                "fp32", DType.FLOAT32, "fp16", DType.FLOAT16, "half", DType.FLOAT16, "bf16", DType.BFLOAT16);

        @Override
        public DType convert(String name) {
            return LISTED.stream().filter(type -> WeightsReport.nameOf(type).equals(name)).findFirst()
                    .or(() -> Optional.ofNullable(SHORT.get(name)))
                    .orElseThrow(() -> new TypeConversionException("'" + name + "', expected " + String.join(", ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return LISTED.stream().map(WeightsReport::nameOf).iterator();
        }
    }

    /** Ctrl-C came. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Integer call() {
        WeightsReport.requireFile(in);
        AtomicFile.requireWritable(out);
        try {
            var conversion = new WeightsConversion().inside(keys.toArray(String[]::new)).rename(rules());
            if (!keys.isEmpty()) {
                conversion.metadata(ModelFile.words(in));     // they are beside the state dict in a checkpoint
            }
            report(convert(dtype == null ? conversion : conversion.dtype(dtype)));
            return 0;
        } catch (Stopped e) {
            spec.commandLine().getErr().println("Stopped; " + out + " was not written");
            return Cli.INTERRUPTED;
        } catch (IllegalArgumentException e) {
            throw new UserException(in + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new UserException(in + " to " + out + ": " + e.getCause().getMessage(), e);
        }
    }

    private KeyRules rules() {
        var rules = KeyRules.NONE;
        for (var prefix : prefixes) {
            rules = rules.consumePrefix(prefix);
        }
        try {
            for (var rename : renames.entrySet()) {
                rules = rules.sub(rename.getKey(), rename.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new UserException("--rename: " + e.getMessage(), e);
        }
        try {
            for (var drop : drops) {
                rules = rules.drop(drop);
            }
        } catch (IllegalArgumentException e) {
            throw new UserException("--drop: " + e.getMessage(), e);
        }
        return rules;
    }

    private WeightsConversion.Report convert(WeightsConversion conversion) {
        try (var watch = new Watch()) {
            return conversion.listener(watch).convert(in, out);
        }
    }

    /** Shows how far it is, and ends it at Ctrl-C. */
    private final class Watch implements WeightsConversion.Listener, AutoCloseable {
        private final Interrupt interrupt = Surroundings.COMMAND_LINE.interrupt();
        private Progress progress;

        /** A small file can hold tensors that are larger than the disk: expanded ones. */
        @Override
        public void total(long bytes) {
            long room = out.toAbsolutePath().getParent().toFile().getUsableSpace();
            if (bytes > room) {
                throw new UserException("cannot write " + out + ": it would have %,d bytes, there is room for %,d"
                        .formatted(bytes, room));
            }
            progress = Progress.startBytes("converting", bytes, 0);
        }

        @Override
        public void written(long bytes) {
            progress.step(bytes);
            if (interrupt.requested()) {
                throw new Stopped();
            }
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
            }
            interrupt.close();
        }
    }

    private void report(WeightsConversion.Report report) {
        var console = spec.commandLine().getOut();
        console.printf("%,d tensors, %,d bytes are in %s%n", report.tensors(), report.bytes(), out);
        if (report.names() != null) {
            names(report.names(), console);
        }
        if (report.overflows() > 0) {
            console.printf("warning: %,d values are too large for %s and became infinite or NaN%n", report.overflows(), dtype);
        }
        console.flush();
    }

    private static void names(KeyRules.Renamed<?> names, PrintWriter console) {
        names.changed().entrySet().stream().findFirst().ifPresent(first -> console.printf("renamed %,d, as %s to %s%n",
                names.changed().size(), WeightsReport.text(first.getKey()), WeightsReport.text(first.getValue())));
        if (!names.dropped().isEmpty()) {
            console.printf("dropped %,d, as %s%n", names.dropped().size(), WeightsReport.text(names.dropped().getFirst()));
        }
        names.idle().forEach(rule -> console.println("warning: no name fits " + WeightsReport.text(rule)));
    }
}
