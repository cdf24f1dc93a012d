package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.render.LivePicture;
import org.panatorch.repl.render.Pictures;
import org.panatorch.repl.render.Sheet;
import org.panatorch.repl.session.Results;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "run", description = {"Undo steps of noise as far as T, or to the image.",
        "Ctrl-C stops where it is. What comes out gets a name."})
final class RunVerb extends Verb {
    @Option(names = "--to", paramLabel = "T", defaultValue = "-1",
            description = "Where to stop; run to 100 means the same (default: the image).")
    private int to;

    @Option(names = "--as", paramLabel = "NAME", description = "What to call what comes out.")
    private String name;

    RunVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        var walk = session.walk();
        if (name != null) {
            Results.checkName(name);
        }
        Numbers.within("run to", to, Walk.CLEAN, Math.max(Walk.CLEAN, walk.t()));
        walkTo(session, to);
        show(session);
        if (!session.interrupted()) {
            var result = session.results().put(name, walk.x(), walk.origin() + ", run to " + (to < 0 ? "the image" : to));
            screen().line("called " + result.name());
        }
    }

    /** Steps until that level, drawing what happens; stops early on Ctrl-C. */
    static void walkTo(Session session, int level) {
        var walk = session.walk();
        var denoiser = session.denoiser();
        int first = walk.t();
        long began = System.nanoTime();
        var live = new LivePicture(session.screen(), session.settings().live() ? session.settings().pictures() : Pictures.off);
        try {
            while (walk.t() > level && !session.interrupted()) {
                session.computing(() -> walk.step(denoiser));
                live.update(() -> Tiles.numbered(walk.x()), status(first - walk.t(), first - level, walk.t(), began));
            }
        } finally {
            live.clear();
        }
    }

    /** One line while it runs. */
    static String status(int done, int all, int t, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(java.util.Locale.ROOT, "t = %d, step %d of %d, %.0f steps/s, %.0f s left; Ctrl-C stops",
                t, done, all, done / seconds, (all - done) * seconds / done);
    }

    /** The images where the walk is, and where that is. */
    static void show(Session session) {
        var walk = session.walk();
        new Sheet(session.screen(), session.settings().pictures()).print(Tiles.numbered(walk.x()), 8);
        session.screen().line(walk.t() == Walk.CLEAN ? "the image" : "t = " + walk.t());
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return switch (before.size()) {
            case 0 -> Stream.of("to");
            case 1 -> before.getFirst().equals("to") ? timesteps() : Stream.empty();
            default -> Stream.empty();
        };
    }
}
