package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
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
        if (walk.t() == Walk.CLEAN && to > Walk.CLEAN) {
            throw new UserException("run to: already at the image; at " + to + " or back N goes up again");
        }
        Numbers.within("run to", to, Walk.CLEAN, walk.t());
        walkTo(session, to);
        show(session);
        if (!session.interrupted()) {
            var result = session.results().put(name, walk.x(), how(walk));
            screen().line("called " + result.name());
        }
    }

    /** The command, with the sampler that it took: it need not be that of the way before. */
    private String how(Walk walk) {
        return walk.origin() + ", run to " + (to < 0 ? "the image" : "t = " + to) + " by " + session.sampling().described();
    }

    /** Steps until that level, drawing what happens; stops early on Ctrl-C. */
    static LiveRun walkTo(Session session, int level) {
        var walk = session.walk();
        var sampler = session.sampler(walk.images());
        int all = 0;
        for (int t = walk.t(); t > level; t = sampler.timesteps().next(t)) {
            all++;
        }
        var live = new LiveRun(session, all);
        try {
            while (walk.t() > level && !session.interrupted()) {
                session.computing(() -> walk.step(sampler, level));
                live.stepped(walk.t(), walk.x());
            }
        } finally {
            live.close();
        }
        return live;
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
