package org.panatorch.repl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;

/** A session without a terminal: lines in, text out. */
final class Typed implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Session session = new Session(Screen.plain(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)));
    final Interpreter interpreter = new Interpreter(session);
    int status;

    /** With a fresh SimpleModel of 20 steps. */
    static Typed small() {
        var typed = new Typed();
        typed.line("use steps 20");
        typed.line("use model SimpleModel");
        return typed;
    }

    /** Runs a line; returns what it printed. */
    String line(String line) {
        out.reset();
        err.reset();
        status = interpreter.run(line);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Runs a line that must work. */
    String good(String line) {
        var text = line(line);
        if (status != 0) {
            throw new AssertionError(line + ": " + error());
        }
        return text;
    }

    /** Runs a line that must fail; returns its error. */
    String bad(String line) {
        line(line);
        if (status != 2) {
            throw new AssertionError(line + ": expected status 2, got " + status);
        }
        return error();
    }

    String error() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
