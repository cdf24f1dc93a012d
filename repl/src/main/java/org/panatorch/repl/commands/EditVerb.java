package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** SDEdit, {@link org.panatorch.ddpm.sample.SdEdit}, on the session's walk: at and trace look into it. */
@Command(name = "edit", description = {"Put a picture into noise at t and sample it from there (SDEdit).",
        "What is coarser than the noise stays, the rest is made anew: a small t changes little, a large one everything."})
final class EditVerb extends MakingVerb {
    @Parameters(index = "0", paramLabel = "WHAT", description = "A digit, 0 to 9, or a result's name.")
    private String what;

    @Option(names = "--at", paramLabel = "T", required = true, description = "How much noise; edit 7 at 500 means the same.")
    private int t;

    @Option(names = "--which", paramLabel = "N", defaultValue = "0", description = "Which of the digits of that kind, from 0.")
    private int which;

    EditVerb(Session session) {
        super(session);
    }

    @Override
    protected void make() {
        Numbers.timestep("edit", t, 0, session.steps());
        var source = Sources.of(session, "edit", what, which);
        var how = "edit " + what + " at " + t + ", seed " + session.seed() + ", " + session.sampling().described();
        var walk = Walk.noised(source, t, session.denoiser((int) source.size(0)), session.seed(), how);
        session.walking(walk, () -> {
            var live = RunVerb.walkTo(session, Walk.CLEAN);
            if (!session.interrupted()) {
                made(walk.x(), how, live);
            }
        });
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return switch (before.size()) {
            case 0 -> sources();
            case 1 -> Stream.of("at");
            case 2 -> timesteps();
            default -> Stream.empty();
        };
    }
}
