package org.panatorch.repl.commands;

import java.util.List;
import java.util.stream.Stream;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.RePaint;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "inpaint", description = {"Cut a hole into a picture and let the model fill it (RePaint).",
        "At every level the known part is the picture's own, with noise. Each step is taken several times, so that the new"
                + " part comes to fit the old."})
final class InpaintVerb extends MakingVerb {
    private static final long SIZE = 28;

    /** Where the hole is. */
    private enum Hole {
        left(0, 28, 0, 14), right(0, 28, 14, 28), top(0, 14, 0, 28), bottom(14, 28, 0, 28), center(8, 20, 8, 20);

        private final long row;
        private final long rowEnd;
        private final long column;
        private final long columnEnd;

        Hole(long row, long rowEnd, long column, long columnEnd) {
            this.row = row;
            this.rowEnd = rowEnd;
            this.column = column;
            this.columnEnd = columnEnd;
        }

        /** 1 where the picture is known, (1, 1, 28, 28). */
        private Tensor mask() {
            var mask = Torch.ones(1, 1, SIZE, SIZE);
            mask.narrow(2, row, rowEnd - row).narrow(3, column, columnEnd - column).zero_();
            return mask;
        }
    }

    @Parameters(index = "0", paramLabel = "WHAT", description = "A digit, 0 to 9, or a result's name.")
    private String what;

    @Option(names = "--hole", paramLabel = "HOLE", defaultValue = "right",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Hole hole;

    @Option(names = "--resample", paramLabel = "N", defaultValue = "5", description = "How often each step is taken (default: 5).")
    private int resample;

    @Option(names = "--which", paramLabel = "N", defaultValue = "0", description = "Which of the digits of that kind, from 0.")
    private int which;

    InpaintVerb(Session session) {
        super(session);
    }

    @Override
    protected void make() {
        Numbers.within("--resample", resample, 1, 1000);
        var source = Sources.of(session, "inpaint", what, which);
        int n = (int) source.size(0);
        var sampler = session.sampler(n);
        var mask = hole.mask().to(session.device());
        try (var noise = new ImageNoise(ImageNoise.seeds(session.seed(), n), session.device());
                var live = new LiveRun(session, sampler.timesteps().count())) {
            var images = new RePaint(sampler, resample).inpaint(source, mask, noise, live, session::interrupted);
            live.close();
            if (images != null) {
                made(images, "inpaint " + what + ", hole " + hole + ", resample " + resample + ", seed " + session.seed()
                        + ", " + session.sampling().described(), live);
            }
        }
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? sources() : Stream.empty();
    }
}
