package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", description = {"Sample digits, from noise to image, and show them.",
        "With the sampler in use (use sampler, use sampling-steps). The way there stays: at T looks into it, trace shows it."
                + " Ctrl-C stops where it is; run goes on from there."})
final class SampleVerb extends MakingVerb {
    private static final int MOST = 1024;

    @Parameters(index = "0", arity = "0..1", paramLabel = "N", defaultValue = "1", description = "How many (default: 1).")
    private int n;

    @Option(names = "--seed", paramLabel = "SEED", description = "Another seed, for this time only.")
    private Long seed;

    SampleVerb(Session session) {
        super(session);
    }

    @Override
    protected void make() {
        Numbers.within("sample", n, 1, MOST);
        long used = seed != null ? seed : session.seed();
        var how = "sample " + n + ", seed " + used + ", " + session.sampling().described();
        var sampler = session.sampler(n);
        try (var noise = new ImageNoise(ImageNoise.seeds(used, n), session.device());
                var live = new LiveRun(session, sampler.timesteps().count())) {
            var walk = Walk.from(noise.get(), sampler.timesteps().first(), session.steps(), used, how);
            session.walking(walk, () -> {
                var images = sampler.from(walk.x(), walk.t(), noise, (t, xt) -> {
                    walk.visited(sampler, t, xt);
                    live.stepped(t, xt);
                }, session::interrupted);
                live.close();
                if (images == null) {
                    screen().line("at t = " + walk.t() + "; run goes on");
                } else {
                    made(images, how, live);
                }
            });
        }
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? Stream.of("1", "4", "16") : Stream.empty();
    }
}
