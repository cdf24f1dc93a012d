package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.ddpm.train.TrainListener;
import org.panatorch.ddpm.train.Trainer;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm train} (4_mnist_diffusion.py). */
@Command(name = "train", mixinStandardHelpOptions = true, description = {
        "Train a model on MNIST, or on images in MNIST's format.",
        "The weights are saved after every epoch; Ctrl-C saves them too, and stops."})
public final class TrainCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "MODEL", defaultValue = "AdvUNetModel",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ModelKind model;

    @Option(names = "--epochs", paramLabel = "N",
            description = "How often every image is seen (default: 100, for SimpleModel 1000).")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "128",
            description = "Images in a step (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--lr", paramLabel = "RATE", defaultValue = "1e-3",
            description = "Adam's learning rate (default: ${DEFAULT-VALUE}).")
    private double lr;

    @Option(names = "--steps", paramLabel = "T", defaultValue = "2000",
            description = "Steps from image to noise (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Mixin
    private BetaOptions betas;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0",
            description = "For initialisation, order and noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private DeviceOption where;

    @Option(names = "--data", paramLabel = "DIR",
            description = "A folder with MNIST-like files, gzipped or not (default: the MNIST in this program).")
    private Path data;

    @Option(names = "--limit", paramLabel = "N", description = "Use only the first N images.")
    private Integer limit;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "data",
            description = "The folder for the weights, mnist-model-MODEL.pth (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    public TrainCommand() {
        this(Surroundings.COMMAND_LINE);
    }

    public TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var config = new TrainConfig(model, epochs != null ? epochs : model.defaultEpochs(), batchSize, lr, steps,
                betas.betaStart, betas.betaEnd, seed, where.device(), where.precision(), out);
        var dataset = data == null ? ImageDataset.mnist(Split.TRAIN) : ImageDataset.fromDirectory(data, Split.TRAIN);
        if (limit != null) {
            if (limit < 1 || limit > dataset.count()) {
                throw new UserException("--limit: expected 1 to " + dataset.count() + ", got " + limit);
            }
            dataset = dataset.take(limit);
        }
        var console = spec.commandLine().getOut();
        try (var interrupt = surroundings.interrupt()) {
            Trainer.Result result;
            try (var report = new Report(config, dataset, console, surroundings.progress())) {
                result = new Trainer(config, dataset, report, interrupt::requested).run();
            }
            console.println((result.stopped() ? "Stopped. " : "") + "The weights are in " + result.weights());
            console.flush();
            surroundings.trained(config);
            return result.stopped() ? Cli.INTERRUPTED : 0;
        }
    }

    /** A bar for each epoch on stderr, a line for each epoch on stdout. */
    private static final class Report implements TrainListener, AutoCloseable {
        private final TrainConfig config;
        private final ImageDataset dataset;
        private final PrintWriter console;
        private final ProgressTerminal terminal;
        private Progress progress;

        Report(TrainConfig config, ImageDataset dataset, PrintWriter console, ProgressTerminal terminal) {
            this.config = config;
            this.dataset = dataset;
            this.console = console;
            this.terminal = terminal;
        }

        @Override
        public void epochStarted(int epoch, int images) {
            if (epoch == 1) {
                console.printf("Training %s on %d images of %s: %d epochs, batch %d, lr %s, T %d, %s, %s, %d threads%n",
                        config.model(), dataset.count(), dataset.name(), config.epochs(), config.batchSize(), config.lr(),
                        config.steps(), config.device(), config.precision(), Torch.getNumThreads());
                console.flush();
            }
            progress = Progress.start("epoch " + epoch + "/" + config.epochs(), images, "images", terminal);
        }

        @Override
        public void stepped(int images, double loss) {
            progress.step(images);
            if (!Double.isNaN(loss)) {
                progress.message(String.format(Locale.ROOT, "loss %.4f", loss));
            }
        }

        @Override
        public void epochEnded(int epoch, double meanLoss) {
            finishBar();
            console.printf(Locale.ROOT, "Epoch [%d/%d], Loss: %.4f%n", epoch, config.epochs(), meanLoss);
            console.flush();
        }

        @Override
        public void close() {
            finishBar();
        }

        private void finishBar() {
            if (progress != null) {
                progress.close();
                progress = null;
            }
        }
    }
}
