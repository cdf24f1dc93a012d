package org.panatorch.repl.commands;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panatorch.ddpm.sample.DdimInversion;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.Slerp;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "interpolate", description = {"Go from one picture to another, through the noise that makes them.",
        "Between the noises of two seeds, or of two results (found by DDIM inversion), along a sphere (slerp); each is"
                + " sampled. Samplers that add noise add the same to all; use eta 0 lets two results be the ends themselves."})
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
        var a = noiseOf(from);
        var b = noiseOf(to);
        if (session.interrupted()) {
            return;
        }
        var start = Torch.cat(IntStream.range(0, frames).mapToObj(i -> Slerp.between(a, b, (double) i / (frames - 1))).toList(), 0);
        var sampler = session.sampler(frames);
        long[] same = new long[frames];
        Arrays.fill(same, session.seed());
        try (var noise = new ImageNoise(same, session.device());
                var live = new LiveRun(session, sampler.timesteps().count())) {
            var images = sampler.from(start, sampler.timesteps().first(), noise, live, session::interrupted);
            live.close();
            if (images != null) {
                made(images, "interpolate " + from + " " + to + ", " + session.sampling().described(), live);
            }
        }
    }

    /** The noise that the sampler begins with, (1, 1, 28, 28). */
    private Tensor noiseOf(String word) {
        if (word.matches("\\d{1,18}")) {
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

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.size() < 2 ? names() : Stream.empty();
    }
}
