package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panatorch.repl.render.Gray;
import org.panatorch.repl.render.Tile;
import org.panatorch.repl.session.Session;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.BetaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseScheduler;
import org.panatorch.ddpm.schedulers.RandomNoiseScheduler;
import org.panatorch.ddpm.schedulers.SingleBetaNoiseScheduler;
import org.panatorch.ddpm.schedulers.SteppedNoiseScheduler;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** 1_forward_process.ipynb. */
@Command(name = "forward", description = {"Show what each of the four schedulers does to a digit, over t.",
        "24 steps with beta from 1e-4 to 0.6, as the notebook has them; all see the same noise."})
final class ForwardVerb extends Verb {
    private static final double HALF = 0.5;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIGIT", defaultValue = "7", description = "0 to 9 (default: 7).")
    private int digit;

    @Option(names = "--which", paramLabel = "N", defaultValue = "0", description = "Which of its kind, from 0.")
    private int which;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the pictures of all t to this PNG file.")
    private Path out;

    ForwardVerb(Session session) {
        super(session);
    }

    @Override
    protected void run() {
        Numbers.within("forward", digit, 0, 9);
        if (out != null) {
            Tiles.requirePng(out);
        }
        session.computing(this::forward);
    }

    private void forward() {
        var x0 = session.digits().get(digit, which);
        Torch.manualSeed(session.seed());
        var noise = Torch.randnLike(x0);
        int steps = SteppedNoiseScheduler.DEFAULT_STEPS;
        var all = new ArrayList<Gray>();
        int shown = Math.min(8, sheet().mostPerRow());
        var chosen = IntStream.range(0, shown).map(i -> Math.round((float) i * (steps - 1) / (shown - 1))).toArray();
        try (var beta = new BetaNoiseScheduler(); var alpha = new AlphaNoiseScheduler()) {
            schedulers(beta, alpha).forEach((name, scheduler) -> {
                var row = Gray.of(overT(scheduler, x0, noise, steps));
                all.addAll(row);
                screen().line(name);
                sheet().print(IntStream.of(chosen).mapToObj(t -> new Tile("t=" + t, row.get(t))).toList(), shown);
            });
        }
        if (out != null) {
            Tiles.png(out, all, steps, session.settings().scale(), "forward " + digit + ", seed " + session.seed());
            screen().line("all " + steps + " steps of each in " + out);
        }
    }

    private static Map<String, NoiseScheduler> schedulers(BetaNoiseScheduler beta, AlphaNoiseScheduler alpha) {
        var all = new LinkedHashMap<String, NoiseScheduler>();
        all.put("random: half image, half noise, whatever t", new RandomNoiseScheduler(HALF, HALF));
        all.put("single beta: 0.3, whatever t", new SingleBetaNoiseScheduler(0.3));
        all.put("beta: beta[t], applied once", beta);
        all.put("alpha: alpha-bar[t], the product of all steps up to t (DDPM)", alpha);
        return all;
    }

    /** x_t for every t: (steps, 1, 28, 28). */
    private static Tensor overT(NoiseScheduler scheduler, Tensor x0, Tensor noise, int steps) {
        return scheduler.addNoise(x0.expand(steps, -1, -1, -1), Torch.arange(steps).to(Device.CPU),
                noise.expand(steps, -1, -1, -1));
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? IntStream.range(0, 10).mapToObj(String::valueOf) : Stream.empty();
    }
}
