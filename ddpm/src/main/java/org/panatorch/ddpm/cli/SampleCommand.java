package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.Tools;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.ShippedModel;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Guidance;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.TensorScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm sample}: what 5_sample.py was to be. */
@Command(name = "sample", mixinStandardHelpOptions = true, description = {
        "Sample digits from a trained model, into a PNG file.",
        "An image depends on the weights, the sampler and its own seed, not on the others made with it."})
final class SampleCommand implements Callable<Integer> {
    @Mixin
    private TrainedOptions weights;

    @Option(names = "--n", paramLabel = "N", description = "How many images (default: 16, or as many as there are seeds).")
    private Integer n;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0",
            description = "For the noise; each image has its own: 7 gives them 7, 8, 9 and so on, 0-63 makes those 64"
                    + " (default: ${DEFAULT-VALUE}).")
    private String seed;

    @Mixin
    private SamplingOptions sampling;

    @Option(names = "--labels", paramLabel = "LABELS",
            description = "What to draw, for a model trained with labels: 7, 0-9 or 1,3,5, in turn.")
    private String labels;

    @Option(names = "--guidance", paramLabel = "SCALE",
            description = "How far to follow the labels: 0 not, 1 as the model does, more beyond that (default: 2).")
    private Double guidance;

    @Mixin
    private ComputeOptions where;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "2",
            description = "Each pixel becomes N by N (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "grid.png", description = "The picture (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Check.within("--scale", scale, 1, 64);
        var seeds = seeds();
        var device = where.device();
        PngGrid.requireSize(seeds.length, ImageNoise.SIZE, ImageNoise.SIZE, scale);
        AtomicFile.requireWritable(out);
        try (var trained = weights.open(device, labels != null ? ShippedModel.LABELLED : ShippedModel.DIGITS)) {
            var spec = trained.spec();
            var config = sampling.config(spec.steps());
            var guided = guidance(seeds.length);
            byte[] images;
            try (var scheduler = spec.schedule().scheduler(device)) {
                images = sample(config.sampler(denoiser(trained.model(), scheduler, spec.objective(), guided)), seeds);
            }
            if (images == null) {
                command.commandLine().getErr().println("Stopped; no picture was written");
                return Cli.INTERRUPTED;
            }
            picture(images, seeds, weights.name(), spec, config, guided).write(out);
            command.commandLine().getOut().println(seeds.length + " images are in " + out + " (weights: " + weights.name() + ")");
            command.commandLine().getOut().flush();
            return 0;
        }
    }

    /** One for each image. */
    private long[] seeds() {
        Check.within("--n", n, 1, EvalOptions.MOST_IMAGES);
        var seeds = Ranges.of("--seed", seed);
        if (seeds.length == 1 && seed.strip().matches("\\d+")) {
            return ImageNoise.seeds(seeds[0], n != null ? n : 16);
        }
        if (n != null && n != seeds.length) {
            throw new UserException("--n " + n + ": --seed " + seed + " names " + seeds.length + " images");
        }
        return seeds;
    }

    /** null: none. */
    private Guidance guidance(int images) {
        if (labels == null) {
            if (guidance != null) {
                throw new UserException("--guidance: expected --labels to go with it");
            }
            return null;
        }
        try {
            return Guidance.cycling(Ranges.of("--labels", labels), images, guidance != null ? guidance : 2);
        } catch (IllegalArgumentException e) {
            throw new UserException("--guidance: " + e.getMessage(), e);
        }
    }

    private Denoiser denoiser(NoisePredictor predictor, AlphaNoiseScheduler scheduler, Objective objective, Guidance guided) {
        try {
            return new Denoiser(predictor, scheduler, objective, where.device(), where.precision()).guided(guided);
        } catch (IllegalArgumentException e) {
            throw new UserException("--labels: " + e.getMessage(), e);
        }
    }

    private PngGrid picture(byte[] images, long[] seeds, String weightsName, ModelSpec spec, SamplingConfig config, Guidance guided) {
        var grid = PngGrid.of(images, seeds.length, ImageNoise.SIZE, ImageNoise.SIZE).scale(scale)
                .text("Software", "Panatorch ddpm " + VersionProvider.version())
                .text("seed", seed).text("weights", weightsName);
        for (var entry : spec.toMap().entrySet()) {
            grid = grid.text(entry.getKey(), entry.getValue());
        }
        for (var entry : config.toMap().entrySet()) {
            grid = grid.text(entry.getKey(), entry.getValue());
        }
        if (guided != null) {
            grid = grid.text("labels", labels).text("guidance", guided.scale());
        }
        return grid.text("precision", where.precision());
    }

    /** The images as gray bytes; null if Ctrl-C came. */
    private byte[] sample(Sampler sampler, long[] seeds) {
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("sampling", sampler.timesteps().count(), "steps");
                var _ = TensorScope.open()) {
            var x0 = sampler.sample(seeds, (_, _) -> progress.step(1), interrupt::requested);
            return x0 == null ? null : PngGrid.gray(Tools.denormalize(x0).toFloatArray());
        }
    }
}
