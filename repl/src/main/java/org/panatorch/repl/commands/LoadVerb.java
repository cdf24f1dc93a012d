package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.List;
import org.panatorch.ddpm.models.ShippedModel;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "load", description = {"Load a model's weights.",
        "PyTorch's .pth or .safetensors. Which of the models it is, and its T, the file tells. Without a file, the weights that"
                + " come with the program."})
final class LoadVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The weights.")
    private Path file;

    LoadVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        if (file == null) {
            session.modelInUse().load(ShippedModel.DIGITS);
        } else {
            session.modelInUse().load(file);
        }
        screen().format("%s, T = %d, %,d parameters, on %s", session.model().getClass().getSimpleName(),
                session.steps(), session.model().parameterCount(), session.device());
    }

    @Override
    protected boolean takesFile(List<String> before) {
        return before.isEmpty();
    }
}
