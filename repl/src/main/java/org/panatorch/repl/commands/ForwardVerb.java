package org.panatorch.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panatorch.ddpm.forward.ForwardProcess;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.schedulers.SteppedNoiseScheduler;
import org.panatorch.repl.render.Tile;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** 1_forward_process.ipynb. */
@Command(name = "forward", description = {"Show what each of the four schedulers does to a digit, over t.",
        "24 steps with beta from 1e-4 to 0.6, as the notebook has them; all see the same noise."})
final class ForwardVerb extends Verb {
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
        int[] shown = Spread.of(steps - 1, Math.min(8, sheet().mostPerRow()));
        try (var process = new ForwardProcess(steps, SteppedNoiseScheduler.DEFAULT_BETA_START,
                SteppedNoiseScheduler.DEFAULT_BETA_END)) {
            for (var variant : process.variants()) {
                var row = Gray.of(variant.at(x0, noise, IntStream.range(0, steps).toArray()));
                all.addAll(row);
                screen().line(variant.name() + ": " + variant.what());
                sheet().print(IntStream.of(shown).mapToObj(t -> new Tile("t=" + t, row.get(t))).toList(), shown.length);
            }
        }
        if (out != null) {
            Tiles.png(out, all, steps, session.settings().scale(), "forward " + digit + ", seed " + session.seed());
            screen().line("all " + steps + " steps of each in " + out);
        }
    }

    @Override
    protected Stream<String> candidates(List<String> before) {
        return before.isEmpty() ? IntStream.range(0, 10).mapToObj(String::valueOf) : Stream.empty();
    }
}
