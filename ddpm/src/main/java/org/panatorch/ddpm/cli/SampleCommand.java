package org.panatorch.ddpm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.Tools;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm sample}: what 5_sample.py was to be. */
@Command(name = "sample", mixinStandardHelpOptions = true, description = {
        "Sample digits from a trained model, into a PNG file.",
        "The same weights, seed and number of images give the same picture."})
final class SampleCommand implements Callable<Integer> {
    @Option(names = "--weights", paramLabel = "FILE",
            description = "The model's weights, .pth or .safetensors (default: data/mnist-model-MODEL.pth).")
    private Path weights;

    @Option(names = "--model", paramLabel = "MODEL",
            description = "${COMPLETION-CANDIDATES} (default: AdvUNetModel, or what FILE holds).")
    private ModelKind model;

    @Option(names = "--n", paramLabel = "N", defaultValue = "16", description = "How many images (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0", description = "For the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--steps", paramLabel = "T", description = "Steps of the model (default: the weights tell; 2000 for SimpleModel).")
    private Integer steps;

    @Mixin
    private BetaOptions betas;

    @Mixin
    private DeviceOption where;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "2",
            description = "Each pixel becomes N by N (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "grid.png", description = "The picture (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (n < 1) {
            throw new UserException("--n: expected at least 1, got " + n);
        }
        if (steps != null && steps < 2) {
            throw new UserException("--steps: expected at least 2, got " + steps);
        }
        if (scale < 1 || scale > 64) {
            throw new UserException("--scale: expected 1 to 64, got " + scale);
        }
        var device = where.device();
        var file = weights != null ? weights : defaultWeights();
        AtomicFile.requireWritable(out);
        try (var predictor = ModelFile.load(file, model, steps, device); var scheduler = scheduler(predictor, device)) {
            var images = sample(predictor, scheduler, device);
            if (images == null) {
                spec.commandLine().getErr().println("Stopped; no picture was written");
                return Cli.INTERRUPTED;
            }
            PngGrid.of(images, n, 28, 28).scale(scale)
                    .text("Software", "Panatorch ddpm " + VersionProvider.version())
                    .text("seed", seed).text("weights", file.getFileName()).text("steps", predictor.numSteps())
                    .text("sampler", "ancestral").text("precision", where.precision())
                    .write(out);
            spec.commandLine().getOut().println(n + " images are in " + out);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private Path defaultWeights() {
        var kind = model != null ? model : ModelKind.AdvUNetModel;
        var file = Path.of("data", "mnist-model-" + kind + ".pth");
        if (!Files.exists(file)) {
            throw new UserException("no weights in " + file + ": train a model first (ddpm train), or name a file with --weights");
        }
        return file;
    }

    private AlphaNoiseScheduler scheduler(NoisePredictor predictor, Device device) {
        try {
            return new AlphaNoiseScheduler((int) predictor.numSteps(), betas.betaStart, betas.betaEnd, device);
        } catch (IllegalArgumentException e) {
            throw new UserException("--beta-start, --beta-end: " + e.getMessage(), e);
        }
    }

    /** The images as gray bytes; null if Ctrl-C came. */
    private byte[] sample(NoisePredictor predictor, AlphaNoiseScheduler scheduler, Device device) {
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("sampling", scheduler.steps(), "steps");
                var _ = TensorScope.open()) {
            var x0 = new Sampler(predictor, scheduler, device, where.precision())
                    .sample(n, seed, (_, _) -> progress.step(1), interrupt::requested);
            return x0 == null ? null : PngGrid.gray(Tools.denormalize(x0).toFloatArray());
        }
    }
}
