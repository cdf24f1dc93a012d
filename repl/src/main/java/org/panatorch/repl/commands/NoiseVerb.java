package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.repl.session.Results;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "noise", description = {"Put a digit, or a result, into noise at t.",
        "By the forward process, so that the true noise is known: at compares the model's with it. Then run denoises"
                + " it; edit does both."})
final class NoiseVerb extends Verb {
    @Parameters(index = "0", paramLabel = "WHAT", description = "A digit, 0 to 9, or a result's name.")
    private String what;

    @Option(names = "--at", paramLabel = "T", required = true, description = "The timestep; noise 7 at 500 means the same.")
    private int t;

    @Option(names = "--which", paramLabel = "N", defaultValue = "0", description = "Which of the digits of that kind, from 0.")
    private int which;

    @Option(names = "--as", paramLabel = "NAME", description = "What to call the noisy picture.")
    private String name;

    NoiseVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        Numbers.timestep("noise", t, 0, session.steps());
        if (name != null) {
            Results.checkName(name);
        }
        session.model();
        session.computing(() -> {
            var how = "noise " + what + " at " + t + ", seed " + session.seed();
            var source = Sources.of(session, "noise", what, which);
            var walk = Walk.noised(source, t, session.denoiser((int) source.size(0)), session.seed(), how);
            session.walking(walk, () -> {
                new AtReport(session, 0).print("by the forward process", false);
                session.results().put(name, walk.x(), how);
            });
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
