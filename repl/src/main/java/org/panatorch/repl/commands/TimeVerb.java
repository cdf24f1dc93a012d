package org.panatorch.repl.commands;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.shell.Interpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

@Command(name = "time", description = {"Run a command and tell how long it took.", "Its pictures and drawing count, too."})
public final class TimeVerb extends Verb {
    @Parameters(index = "0", paramLabel = "COMMAND", description = "A command, with its words.")
    private String verb;

    @Unmatched
    private List<String> words;

    private final Interpreter interpreter;

    TimeVerb(Session session, Interpreter interpreter) {
        super(session);
        this.interpreter = interpreter;
    }

    @Override
    protected void run() {
        var line = Stream.concat(Stream.of(verb), words == null ? Stream.empty() : words.stream()).toList();
        try {
            timed(screen(), () -> interpreter.run(line));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something, and tells how long it took. */
    public static <T> T timed(Screen screen, Callable<T> work) throws Exception {
        long began = System.nanoTime();
        var result = work.call();
        screen.format("took %.3f s", (System.nanoTime() - began) / 1e9);
        return result;
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? interpreter.verbs().names().stream() : Stream.empty();
    }
}
