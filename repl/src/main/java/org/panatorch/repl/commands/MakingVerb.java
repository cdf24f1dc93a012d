package org.panatorch.repl.commands;

import java.nio.file.Path;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.repl.session.Results;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;
import picocli.CommandLine.Option;

/** A verb that makes pictures with the model: they get a name, are shown, and may go to a file. */
abstract class MakingVerb extends Verb {
    @Option(names = "--as", paramLabel = "NAME", description = "What to call what comes out.")
    private String name;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it to this PNG file, too.")
    private Path out;

    MakingVerb(Session session) {
        super(session);
    }

    /** The work; tensors are freed after it. It ends with {@link #made}, unless it was stopped. */
    protected abstract void make();

    @Override
    protected final void run() {
        if (name != null) {
            Results.checkName(name);
        }
        if (out != null) {
            Tiles.requirePng(out);
        }
        session.model();
        session.computing(this::make);
    }

    /**
     * What came out.
     *
     * @param how the command that made it, with what it depends on
     */
    protected final void made(Tensor images, String how, LiveRun run) {
        var result = session.results().put(name, images, how);
        long n = images.size(0);
        sheet().print(Tiles.numbered(images), 8);
        screen().format("%s: %d image%s, %d steps in %.1f s", result.name(), n, n == 1 ? "" : "s", run.steps(), run.seconds());
        if (out != null) {
            Tiles.png(out, Gray.of(images), (int) Math.ceil(Math.sqrt(n)), session.settings().scale(), how);
            screen().line("in " + out);
        }
    }
}
