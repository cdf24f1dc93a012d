package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.sample.Clipping;
import org.panatorch.ddpm.sample.DdimInversion;
import org.panatorch.repl.session.Session;
import org.panatorch.repl.session.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "invert", description = {"Find the noise that a picture is made of (DDIM inversion).",
        "The walk is there then: run goes back to the picture, exactly with use sampler ddim, use eta 0 and use clip off."})
final class InvertVerb extends MakingVerb {
    @Parameters(index = "0", paramLabel = "WHAT", description = "A digit, 0 to 9, or a result's name.")
    private String what;

    @Option(names = "--refine", paramLabel = "N", defaultValue = "2",
            description = "How often each step is solved again with the noise found (default: 2; 0 is the usual inversion).")
    private int refine;

    @Option(names = "--which", paramLabel = "N", defaultValue = "0", description = "Which of the digits of that kind, from 0.")
    private int which;

    InvertVerb(Session session) {
        super(session);
    }

    /** For the sampler's timesteps, with nothing clipped. */
    static DdimInversion inversion(Session session, int images, int refinements) {
        var sampler = session.sampler(images);
        return new DdimInversion(sampler.denoiser().clipped(Clipping.NONE), sampler.timesteps(), refinements);
    }

    @Override
    protected void make() {
        Numbers.within("--refine", refine, 0, 100);
        var source = Sources.of(session, "invert", what, which);
        var inversion = inversion(session, (int) source.size(0), refine);
        var how = "invert " + what + ", " + inversion.timesteps().count() + " steps";
        try (var live = new LiveRun(session, inversion.timesteps().count())) {
            var noise = inversion.invert(source, live, session::interrupted);
            live.close();
            if (noise != null) {
                made(noise, how, live);
                session.walk(Walk.from(noise, inversion.timesteps().first(), session.steps(), session.seed(), how));
                var config = session.sampling().config();
                if (config.addsNoise()) {
                    screen().line(config.sampler() + " adds noise on the way back: use eta 0 comes nearer to the picture");
                }
            }
        }
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? sources() : Stream.empty();
    }
}
