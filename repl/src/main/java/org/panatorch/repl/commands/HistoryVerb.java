package org.panatorch.repl.commands;

import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = {"List the lines of this session.",
        "The arrow keys and Ctrl-R find those of earlier ones, too."})
final class HistoryVerb extends Verb {
    @Parameters(index = "0", arity = "0..1", paramLabel = "N", description = "Only the last N.")
    private Integer n;

    private final Interpreter interpreter;

    HistoryVerb(Session session, Interpreter interpreter) {
        super(session);
        this.interpreter = interpreter;
    }

    @Override
    protected void run() {
        var lines = interpreter.history();
        int first = n == null ? 0 : Math.max(0, lines.size() - Numbers.within("history", n, 1, Integer.MAX_VALUE));
        for (int i = first; i < lines.size(); i++) {
            screen().format("%4d  %s", i + 1, lines.get(i));
        }
    }
}
