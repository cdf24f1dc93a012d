package org.panatorch.repl.commands;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panatorch.ddpm.cli.Cli;
import org.panatorch.repl.render.Pictures;
import org.panatorch.repl.render.Screen;
import org.panatorch.repl.render.Sheet;
import org.panatorch.repl.session.Results;
import org.panatorch.repl.session.Session;

/** A command of the REPL: picocli fills its fields, then calls it. The object is used again for the next call. */
public abstract class Verb implements Callable<Integer> {
    protected final Session session;

    protected Verb(Session session) {
        this.session = session;
    }

    /** Does it; long work stops early when {@link Session#interrupted} says so. */
    protected abstract void run();

    @Override
    public final Integer call() {
        run();
        return session.interrupted() ? Cli.INTERRUPTED : 0;
    }

    /**
     * What may stand as the next word, apart from options.
     *
     * @param before the words before it, without the verb
     */
    protected Stream<String> candidates(List<String> before) {
        return Stream.empty();
    }

    /** Whether a file's name may stand as the next word. */
    protected boolean takesFile(List<String> before) {
        return false;
    }

    protected final Screen screen() {
        return session.screen();
    }

    protected final Sheet sheet() {
        return new Sheet(screen(), session.settings().pictures());
    }

    protected final Pictures pictures() {
        return session.settings().pictures();
    }

    /** The names that {@link Session#images} knows. */
    protected final Stream<String> names() {
        return Stream.concat(Stream.of("x", "last"), session.results().all().stream().map(Results.Result::name));
    }

    /** What {@link Sources} knows. */
    protected final Stream<String> sources() {
        return Stream.concat(IntStream.range(0, 10).mapToObj(String::valueOf), names());
    }

    /** A few timesteps from one end to the other. */
    protected final Stream<String> timesteps() {
        return Completion.timesteps(session);
    }
}
