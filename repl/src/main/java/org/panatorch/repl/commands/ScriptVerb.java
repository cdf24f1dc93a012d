package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import org.panatorch.repl.shell.Script;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "script", description = {"Run the lines of a file.", "It stops at the first one that fails."})
final class ScriptVerb extends Verb {
    private static final int DEEPEST = 20;

    @Parameters(index = "0", paramLabel = "FILE", description = "A text file with commands.")
    private Path file;

    private final Interpreter interpreter;
    private int depth;

    ScriptVerb(Session session, Interpreter interpreter) {
        super(session);
        this.interpreter = interpreter;
    }

    @Override
    protected void run() {
        if (depth >= DEEPEST) {
            throw new UserException("script: " + file + " calls itself");
        }
        depth++;
        try {
            var path = file;
            int failed = new Script(interpreter).run(Script.linesOf(path));
            if (failed > 0 && !session.interrupted()) {
                throw new UserException(path + ": stopped at line " + failed);
            }
        } finally {
            depth--;
        }
    }

    @Override
    protected boolean takesFile(List<String> before) {
        return before.isEmpty();
    }
}
