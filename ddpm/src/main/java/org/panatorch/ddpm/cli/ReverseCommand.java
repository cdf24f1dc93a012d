package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.reverse.ErrorByT;
import org.panatorch.ddpm.reverse.RealImage;
import org.panatorch.ddpm.reverse.ReverseProcess;
import org.panatorch.ddpm.reverse.SamplingPictures;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm reverse} (2_reverse_process.ipynb). */
@Command(name = "reverse", mixinStandardHelpOptions = true, description = {
        "Look at a trained model at work: while it samples, and on a real image put into noise.",
        "At chosen timesteps, x_t, the predicted noise and the estimated x0; the error over all timesteps; a film."})
final class ReverseCommand implements Callable<Integer> {
    private static final int COLUMNS = 8;

    @Mixin
    private TrainedOptions weights;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private ImageOptions image;

    @Mixin
    private DeviceOption where;

    @Option(names = "--t", paramLabel = "T", split = ",", description = "The timesteps to look at: 1999,1000,0 (default: 8 of them).")
    private List<Integer> ts;

    @Option(names = "--n", paramLabel = "N", defaultValue = "16", description = "How many images to sample (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64",
            description = "Test images for the error over t (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--points", paramLabel = "N", defaultValue = "40",
            description = "At so many timesteps (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0", description = "For the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "3",
            description = "Each pixel becomes N by N (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reverse",
            description = "The folder for the pictures (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--n", n, 1, 10_000);
        Check.within("--points", points, 2, 10_000);
        Check.within("--scale", scale, 1, 64);
        Check.within("--batch", batch, 1, image.dataset().count());
        var device = where.device();
        try (var _ = TensorScope.open(); var trained = weights.open(device);
                var scheduler = trained.spec().schedule().scheduler(device)) {
            int[] chosen = Timestep.chosen(ts, scheduler.steps(), COLUMNS);
            var picture = image.choose();
            AtomicFile.requireWritable(out.resolve("steps.png"));
            var denoiser = new Denoiser(trained.model(), scheduler, trained.spec().objective(), device, where.precision());
            var sampler = sampling.config(scheduler.steps()).sampler(denoiser);
            real(denoiser, picture, chosen);
            if (!errors(denoiser) || !sample(sampler, chosen)) {
                spec.commandLine().getErr().println("Stopped; what was finished is in " + out);
                return Cli.INTERRUPTED;
            }
            return 0;
        }
    }

    private void real(Denoiser denoiser, ImageOptions.Chosen picture, int[] chosen) {
        Torch.manualSeed(seed);
        var noise = Torch.randnLike(picture.x0());
        var real = RealImage.of(denoiser, picture.x0().to(denoiser.device()), noise.to(denoiser.device()), chosen, scale);
        real.pictures().write(out.resolve("real.png"), text(picture.name()));
        var console = spec.commandLine().getOut();
        console.println(picture.name() + ", in noise at t:");
        console.println("     t   error of the noise   error of x0   (mean squares)");
        real.errors().forEach(r -> console.println(String.format(Locale.ROOT, "%6d   %18.5f   %11.5f", r.t(), r.noise(), r.x0())));
        said("real.png");
    }

    /** False if Ctrl-C came. */
    private boolean errors(Denoiser denoiser) {
        int[] all = Spread.of(denoiser.scheduler().steps() - 1, points);
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("error by t", all.length, "timesteps");
                var _ = TensorScope.open();
                var images = new ImageTensors(image.dataset().take(batch), denoiser.device())) {
            var rows = ErrorByT.run(denoiser, images.batch(IntStream.range(0, batch).toArray()), all,
                    _ -> progress.step(1), interrupt::requested);
            if (rows == null) {
                return false;
            }
            ErrorByT.charts(rows).write(out, "error");
            AtomicFile.write(out.resolve("error.csv"), ErrorByT.csv(rows).getBytes(StandardCharsets.UTF_8));
        }
        said("error.png, error.svg, error.csv");
        return true;
    }

    /** False if Ctrl-C came. */
    private boolean sample(Sampler sampler, int[] chosen) {
        var pictures = new SamplingPictures(sampler, chosen, scale);
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("sampling", sampler.timesteps().count(), "steps");
                var _ = TensorScope.open()) {
            var x0 = new ReverseProcess(sampler).sample(n, seed, (t, xt) -> {
                pictures.at(t, xt);
                progress.step(1);
            }, interrupt::requested);
            if (x0 == null) {
                return false;
            }
            PngGrid.of(Gray.of(x0)).scale(scale).write(out.resolve("samples.png"));
        }
        pictures.steps().write(out.resolve("steps.png"), text("the first of " + n + " samples"));
        int frames = pictures.gif(out.resolve("denoising.gif"));
        said("samples.png, steps.png, denoising.gif (" + frames + " frames)");
        return true;
    }

    private Map<String, String> text(String what) {
        return Map.of("Software", "Panatorch ddpm " + VersionProvider.version(),
                "command", "reverse, " + weights.name() + ", seed " + seed + ", " + what);
    }

    private void said(String files) {
        PrintWriter console = spec.commandLine().getOut();
        console.println("in " + out + ": " + files);
        console.flush();
    }
}
