package org.panatorch.ddpm.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.chart.ChartSheet;
import org.panatorch.ddpm.forward.ChainComparison;
import org.panatorch.ddpm.forward.ForwardPictures;
import org.panatorch.ddpm.forward.ForwardProcess;
import org.panatorch.ddpm.forward.ScheduleCurves;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm forward} (1_forward_process.ipynb). */
@Command(name = "forward", mixinStandardHelpOptions = true, description = {
        "Show how an image turns into noise: the four schedulers side by side, the schedule's curves, and the distribution.",
        "The schedule is the notebook's unless told otherwise; --steps 2000 --beta-end 0.02 is the one of training."})
final class ForwardCommand implements Callable<Integer> {
    private static final int HISTOGRAMS = 6;

    @Mixin
    private PictureOptions pictures;

    @Option(names = "--steps", paramLabel = "T", defaultValue = "24", description = "T (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--beta-start", paramLabel = "BETA", defaultValue = "1e-4",
            description = "Noise of the first step (default: ${DEFAULT-VALUE}).")
    private double betaStart;

    @Option(names = "--beta-end", paramLabel = "BETA", defaultValue = "0.6",
            description = "Noise of the last step, linear between (default: ${DEFAULT-VALUE}).")
    private double betaEnd;

    @Option(names = "--draws", paramLabel = "N", defaultValue = "400",
            description = "How often the noise is drawn for histograms and moments (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--steps", steps, 2, 100_000);
        Check.within("--draws", draws, 2, 10_000);
        int scale = pictures.scale();
        int[] chosen = pictures.timesteps(steps);
        var out = pictures.folder();
        var console = spec.commandLine().getOut();
        try (var _ = TensorScope.open(); var process = process()) {
            var picture = pictures.choose();
            pictures.requireWritable("strip.png");
            console.println(picture.name());
            Torch.manualSeed(pictures.seed());
            draw(process, picture, chosen, scale);
            var rows = chain(process, picture.x0(), chosen);
            if (rows == null) {
                spec.commandLine().getErr().println("Stopped; the comparison of chain and shortcut was not finished");
                return Cli.INTERRUPTED;
            }
            ForwardPictures.chain(ScheduleCurves.of(process.alpha()), rows).write(out, "chain");
            AtomicFile.write(out.resolve("chain.csv"), ChainTable.csv(rows).getBytes(StandardCharsets.UTF_8));
            ChainTable.print(rows, draws, console);
            pictures.said("strip.png, forward.gif, schedule, histogram and chain as .png and .svg, chain.csv");
            return 0;
        }
    }

    private ForwardProcess process() {
        try {
            return new ForwardProcess(steps, betaStart, betaEnd);
        } catch (IllegalArgumentException e) {
            throw new UserException("--beta-start, --beta-end: " + e.getMessage(), e);
        }
    }

    private void draw(ForwardProcess process, ImageOptions.Chosen picture, int[] chosen, int scale) {
        var out = pictures.folder();
        var drawn = new ForwardPictures(process, picture.x0(), Torch.randnLike(picture.x0()), "");
        process.variants().forEach(v -> spec.commandLine().getOut().println("  " + v.name() + ": " + v.what()));
        drawn.strip(chosen, scale).write(out.resolve("strip.png"),
                pictures.text("%d steps, beta %s to %s, %s".formatted(steps, betaStart, betaEnd, picture.name())));
        drawn.gif(out.resolve("forward.gif"), scale);
        ChartSheet.of(ScheduleCurves.of(process.alpha()).charts()).write(out, "schedule");
        ForwardPictures.histograms(process.alpha(), picture.x0(), draws, Spread.of(steps - 1, HISTOGRAMS)).write(out, "histogram");
    }

    /** Null if Ctrl-C came. */
    private List<ChainComparison.Row> chain(ForwardProcess process, Tensor x0, int[] chosen) {
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("chain", chosen[chosen.length - 1] + 1, "steps")) {
            return ChainComparison.run(process.alpha(), x0, draws, chosen, _ -> progress.step(1), interrupt::requested);
        }
    }
}
