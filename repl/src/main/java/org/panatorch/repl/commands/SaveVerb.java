package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.List;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Weights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "save", description = {"Save the model's weights.",
        "A name that ends in .safetensors makes that format, any other PyTorch's own (.pth)."})
final class SaveVerb extends Verb {
    @Parameters(index = "0", paramLabel = "FILE", description = "Where to.")
    private Path file;

    SaveVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var model = session.model();
        AtomicFile.requireWritable(file);
        session.computing(() -> Weights.save(model.stateDict(), file));
        screen().line("the weights are in " + file);
    }

    @Override
    protected boolean takesFile(List<String> before) {
        return before.isEmpty();
    }
}
