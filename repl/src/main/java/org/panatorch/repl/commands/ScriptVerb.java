package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import org.panatorch.repl.shell.Script;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "script", description = {"Run the lines of a file.", "It stops at the first one that fails."})
final class ScriptVerb extends Verb {
    @Parameters(index = "0", paramLabel = "FILE", description = "A text file with commands.")
    private Path file;

    private final Interpreter interpreter;
    /** The scripts that are under way. */
    private final Deque<Path> running = new ArrayDeque<>();

    ScriptVerb(Session session, Interpreter interpreter) {
        super(session);
        this.interpreter = interpreter;
    }

    @Override
    protected void run() {
        var path = file;
        if (running.contains(path.toAbsolutePath().normalize())) {
            throw new UserException("script: " + file + " calls itself");
        }
        running.push(path.toAbsolutePath().normalize());
        try {
            int failed = new Script(interpreter).run(Script.linesOf(path));
            if (failed > 0 && !session.interrupted()) {
                throw new UserException(path + ": stopped at line " + failed);
            }
        } finally {
            running.pop();
        }
    }

    @Override
    protected boolean takesFile(List<String> before) {
        return before.isEmpty();
    }
}
