package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.List;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "save", description = {"Save the model's weights.",
        "A name that ends in .safetensors makes that format, with schedule and objective; any other PyTorch's own (.pth)."})
final class SaveVerb extends Verb {
    @Parameters(index = "0", paramLabel = "FILE", description = "Where to.")
    private Path file;

    SaveVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        session.model();
        AtomicFile.requireWritable(file);
        session.computing(() -> session.modelInUse().save(file));
        screen().line("the weights are in " + file);
    }

    @Override
    protected boolean takesFile(List<String> before) {
        return before.isEmpty();
    }
}
