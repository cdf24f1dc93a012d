package org.panatorch.repl.commands;

import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "java", description = {"Evaluate Java, with the session's tensors in scope.",
        "model, scheduler, x (where the walk is), session, and every result by its name; torch's classes are imported."
                + " Tensors made in a line are freed after it unless a variable holds them. java alone makes every line"
                + " Java until /exit or Ctrl-D."})
final class JavaVerb extends Verb {
    @Parameters(arity = "0..1", paramLabel = "EXPRESSION", description = "Java: an expression, or statements.")
    private String expression;

    private final Interpreter interpreter;

    JavaVerb(Session session, Interpreter interpreter) {
        super(session);
        this.interpreter = interpreter;
    }

    /** A line with an expression never gets here: it goes to Java as it was typed, not in words. */
    @Override
    protected void run() {
        interpreter.javaMode(true);
        screen().line("Java " + Runtime.version().feature() + "; /exit or Ctrl-D goes back");
    }
}
