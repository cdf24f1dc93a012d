package org.panatorch.repl.commands;

import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import picocli.CommandLine.Command;

@Command(name = "quit", description = "Leave. Ctrl-D does it, too.")
final class QuitVerb extends Verb {
    private final Interpreter interpreter;

    QuitVerb(Session session, Interpreter interpreter) {
        super(session);
        this.interpreter = interpreter;
    }

    @Override
    protected void run() {
        interpreter.end();
    }
}
