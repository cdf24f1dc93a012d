package org.panatorch.repl.commands;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.sample.Slerp;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "interpolate", description = {"Go from one picture to another, through the noise that makes them.",
        "Between two seeds, all the noise that they draw goes along a sphere (slerp): the ends are what sample makes of them."
                + " A result's noise is found by DDIM inversion; there and back no noise is drawn, as with use eta 0."})
final class InterpolateVerb extends MakingVerb {
    @Parameters(index = "0", paramLabel = "A", description = "A seed, or a result's name (its first image).")
    private String from;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String to;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "8", description = "How many, both ends included (default: 8).")
    private int frames;

    InterpolateVerb(Session session) {
        super(session);
    }

    @Override
    protected void make() {
        Numbers.within("--frames", frames, 2, 64);
        if (isSeed(from) && isSeed(to)) {
            try (var both = new ImageNoise(new long[] {Long.parseLong(from), Long.parseLong(to)}, session.device())) {
                Supplier<Tensor> noise = () -> {
                    var ends = both.get();
                    return between(ends.narrow(0, 0, 1), ends.narrow(0, 1, 1));
                };
                sample(session.sampling().config(), noise.get(), noise);
            }
            return;
        }
        var config = withoutNoise(session.sampling().config());
        var a = noiseOf(from);
        var b = noiseOf(to);
        if (!session.interrupted()) {
            sample(config, between(a, b), () -> null);
        }
    }

    private void sample(SamplingConfig config, Tensor start, Supplier<Tensor> noise) {
        var sampler = config.sampler(session.denoiser(frames));
        try (var live = new LiveRun(session, sampler.timesteps().count())) {
            var images = sampler.from(start, sampler.timesteps().first(), noise, live, session::interrupted);
            live.close();
            if (images != null) {
                made(images, "interpolate " + from + " " + to + ", " + session.sampling().described(config), live);
            }
        }
    }

    /** The frames' noise, both ends included. */
    private Tensor between(Tensor a, Tensor b) {
        return Torch.cat(IntStream.range(0, frames).mapToObj(i -> Slerp.between(a, b, (double) i / (frames - 1))).toList(), 0);
    }

    /** Fresh noise would lead elsewhere: a result's own, found for the start alone, must decide all. */
    private static SamplingConfig withoutNoise(SamplingConfig config) {
        if (config.addsNoise() && !config.sampler().heedsEta()) {
            throw new UserException("interpolate: " + config.sampler() + " draws noise on the way, which leads away from a result:"
                    + " use sampler dpmpp, or two seeds");
        }
        return config.eta(0);
    }

    /** The noise that the sampler begins with, (1, 1, 28, 28). */
    private Tensor noiseOf(String word) {
        if (isSeed(word)) {
            try (var noise = new ImageNoise(new long[] {Long.parseLong(word)}, session.device())) {
                return noise.get();
            }
        }
        var image = session.images(word).narrow(0, 0, 1).to(session.device());
        var inversion = InvertVerb.inversion(session, 1, 2);
        try (var live = new LiveRun(session, inversion.timesteps().count())) {
            return inversion.invert(image, live, session::interrupted);
        }
    }

    private static boolean isSeed(String word) {
        return word.matches("\\d{1,18}");
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.size() < 2 ? names() : Stream.empty();
    }
}
