package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.Map;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.ddpm.train.LearningRate;
import org.panatorch.ddpm.train.Optimization;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.torch.Device;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The settings of a training run. Presets and config files name the same things, without the dashes. */
final class TrainOptions {
    private static final int CLASSES = 10;

    @Option(names = "--model", paramLabel = "MODEL", description = "${COMPLETION-CANDIDATES}.")
    private ModelKind model;

    @Option(names = "--epochs", paramLabel = "N", description = "How often every image is seen.")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images in a batch.")
    private int batchSize;

    @Option(names = "--lr", paramLabel = "RATE", description = "Adam's learning rate.")
    private double lr;

    @Option(names = "--lr-schedule", paramLabel = "CURVE", description = "What becomes of it: ${COMPLETION-CANDIDATES}.")
    private LearningRate.Curve lrSchedule;

    @Option(names = "--warmup", paramLabel = "N", description = "Steps in which the learning rate rises from 0.")
    private int warmup;

    @Option(names = "--clip-grad", paramLabel = "NORM", converter = OffOrNumber.class,
            description = "Scale gradients down to this norm, or off.")
    private double clipGrad;

    @Option(names = "--accumulate", paramLabel = "N", description = "Batches whose gradients make one step.")
    private int accumulate;

    @Option(names = "--ema", paramLabel = "DECAY", converter = OffOrNumber.class,
            description = "Keep a moving average of the weights with this decay, or off.")
    private double ema;

    @Option(names = "--steps", paramLabel = "T", description = "Steps from image to noise.")
    private int steps;

    @Option(names = "--schedule", paramLabel = "CURVE", description = "How noise grows over them: ${COMPLETION-CANDIDATES}.")
    private NoiseSchedule.Kind schedule;

    @Option(names = "--beta-start", paramLabel = "BETA", description = "Noise of the first step (linear).")
    private double betaStart;

    @Option(names = "--beta-end", paramLabel = "BETA", description = "Noise of the last step (linear).")
    private double betaEnd;

    @Option(names = "--zero-snr", description = "Rescale the schedule so that the last step is nothing but noise;"
            + " needs the objective x0 or v.")
    private boolean zeroSnr;

    @Option(names = "--objective", paramLabel = "WHAT", description = "What the model predicts: ${COMPLETION-CANDIDATES}.")
    private Objective objective;

    @Option(names = "--min-snr", paramLabel = "GAMMA", converter = OffOrNumber.class,
            description = "Weigh the loss by signal-to-noise ratio, at most GAMMA (5 is usual), or off.")
    private double minSnr;

    @Option(names = "--labels", description = "Learn the images' labels too, for sampling by label.")
    private boolean labels;

    @Option(names = "--label-dropout", paramLabel = "SHARE", description = "How often a label is left out.")
    private double labelDropout;

    @Option(names = "--seed", paramLabel = "SEED", description = "For initialisation, order and noise.")
    private long seed;

    @Mixin
    private ComputeOptions where;

    @Option(names = "--start-from", paramLabel = "FILE", description = "Begin with these weights instead of random ones: those"
            + " of the same model, trained for the same objective and schedule, with or without labels.")
    private Path startFrom;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "Steps between two checkpoints.")
    private int checkpointEvery;

    @Option(names = "--grid", paramLabel = "N", description = "Images to sample after every epoch, into samples/; 0: none.")
    private int grid;

    @Option(names = "--data", paramLabel = "DIR",
            description = "A folder with MNIST-like files, gzipped or not (default: the MNIST in this program).")
    Path data;

    @Option(names = "--limit", paramLabel = "N", description = "Use only the first N images.")
    Integer limit;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder for weights, checkpoints, log and pictures.")
    private Path out;

    /** A number, or the word off for 0. */
    static final class OffOrNumber implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            try {
                return value.equalsIgnoreCase("off") ? 0 : Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + value + "', expected a number or off");
            }
        }
    }

    /**
     * Options by name.
     *
     * @throws CommandLine.ParameterException if a value means nothing, or a name is no option's
     */
    static TrainOptions of(Map<String, String> settings) {
        var options = new TrainOptions();
        var arguments = settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    /** @throws UserException if a model cannot learn these images */
    void require(ImageDataset images) {
        if (images.rows() != ImageNoise.SIZE || images.cols() != ImageNoise.SIZE) {
            throw new UserException("--data: images of " + images.rows() + " x " + images.cols() + " pixels, expected "
                    + ImageNoise.SIZE + " x " + ImageNoise.SIZE);
        }
        for (int i = 0; labels && i < images.count(); i++) {
            if (images.label(i) >= CLASSES) {
                throw new UserException("--labels: image " + i + " has the label " + images.label(i) + ", expected 0 to " + (CLASSES - 1));
            }
        }
    }

    /** @throws UserException if the settings do not go together */
    TrainConfig config() {
        Check.within("--steps", steps, 2, ModelFile.MOST_STEPS);
        UserException.unless(betaStart > 0 && betaStart < 1, "--beta-start", "a number between 0 and 1", betaStart);
        UserException.unless(betaEnd >= betaStart && betaEnd < 1, "--beta-end", "a number from --beta-start (" + betaStart + ") to 1", betaEnd);
        try {
            var spec = new ModelSpec(model, new NoiseSchedule(schedule, steps, betaStart, betaEnd, zeroSnr), objective,
                    labels ? CLASSES : 0);
            spec.schedule().scheduler(Device.CPU).close();      // that there is one
            return new TrainConfig(spec, epochs != null ? epochs : model.defaultEpochs(), batchSize,
                    new Optimization(lr, lrSchedule, warmup, clipGrad, accumulate, ema, minSnr, labelDropout), seed,
                    where.device(), where.precision(), out, checkpointEvery, grid, startFrom);
        } catch (IllegalArgumentException e) {
            throw new UserException("train: " + e.getMessage(), e);
        }
    }
}
