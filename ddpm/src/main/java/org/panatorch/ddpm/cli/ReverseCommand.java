package org.panatorch.ddpm.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
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
    @Mixin
    private TrainedOptions weights;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private PictureOptions pictures;

    @Mixin
    private ErrorOptions errors;

    @Mixin
    private ComputeOptions where;

    @Option(names = "--n", paramLabel = "N", defaultValue = "16", description = "How many images to sample (default: ${DEFAULT-VALUE}).")
    private int n;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--n", n, 1, 10_000);
        errors.check(1, pictures.dataset());
        pictures.scale();
        var device = where.device();
        try (var _ = TensorScope.open(); var trained = weights.open(device);
                var scheduler = trained.spec().schedule().scheduler(device)) {
            int[] chosen = pictures.timesteps(scheduler.steps());
            var picture = pictures.choose();
            pictures.requireWritable("steps.png");
            var denoiser = new Denoiser(trained.model(), scheduler, trained.spec().objective(), device, where.precision());
            var sampler = sampling.config(scheduler.steps()).sampler(denoiser);
            real(denoiser, picture, chosen);
            if (!errors(denoiser) || !sample(sampler, chosen)) {
                spec.commandLine().getErr().println("Stopped; what was finished is in " + pictures.folder());
                return Cli.INTERRUPTED;
            }
            return 0;
        }
    }

    private void real(Denoiser denoiser, ImageOptions.Chosen picture, int[] chosen) {
        Torch.manualSeed(pictures.seed());
        var noise = Torch.randnLike(picture.x0());
        var real = RealImage.of(denoiser, picture.x0().to(denoiser.device()), noise.to(denoiser.device()), chosen, pictures.scale());
        real.pictures().write(pictures.folder().resolve("real.png"), pictures.text(weights.name() + ", " + picture.name()));
        var console = spec.commandLine().getOut();
        console.println(picture.name() + ", in noise at t:");
        console.println("     t   error of the noise   error of x0   (mean squares)");
        real.errors().forEach(r -> console.println(String.format(Locale.ROOT, "%6d   %18.5f   %11.5f", r.t(), r.noise(), r.x0())));
        pictures.said("real.png");
    }

    /** False if Ctrl-C came. */
    private boolean errors(Denoiser denoiser) {
        var rows = errors.measure(denoiser, pictures.dataset());
        if (rows == null) {
            return false;
        }
        ErrorByT.charts(rows).write(pictures.folder(), "error");
        AtomicFile.write(pictures.folder().resolve("error.csv"), ErrorByT.csv(rows).getBytes(StandardCharsets.UTF_8));
        pictures.said("error.png, error.svg, error.csv");
        return true;
    }

    /** False if Ctrl-C came. */
    private boolean sample(Sampler sampler, int[] chosen) {
        var out = pictures.folder();
        var film = new SamplingPictures(sampler, chosen, pictures.scale());
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("sampling", sampler.timesteps().count(), "steps");
                var _ = TensorScope.open()) {
            var x0 = new ReverseProcess(sampler).sample(n, pictures.seed(), (t, xt) -> {
                film.at(t, xt);
                progress.step(1);
            }, interrupt::requested);
            if (x0 == null) {
                return false;
            }
            PngGrid.of(Gray.of(x0)).scale(pictures.scale()).write(out.resolve("samples.png"));
        }
        film.steps().write(out.resolve("steps.png"), pictures.text(weights.name() + ", the first of " + n + " samples"));
        int frames = film.gif(out.resolve("denoising.gif"));
        pictures.said("samples.png, steps.png, denoising.gif (" + frames + " frames)");
        return true;
    }
}
