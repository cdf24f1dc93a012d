package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.eval.Classifier;
import org.panatorch.ddpm.eval.ClassifierTrainer;
import org.panatorch.ddpm.eval.Features;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.torch.Device;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the classifier that {@code ddpm eval} measures with was made. */
@Command(name = "train-classifier", hidden = true, mixinStandardHelpOptions = true, description = {
        "Train a classifier of MNIST, and measure the training images in its features.",
        "The one that eval uses ships with this program; figures from another cannot be compared with anybody's."})
final class TrainClassifierCommand implements Callable<Integer> {
    @Option(names = "--steps", paramLabel = "N", defaultValue = "2814",
            description = "Batches of " + ClassifierTrainer.BATCH_SIZE + " (default: ${DEFAULT-VALUE}, six epochs, as the one that ships).")
    private int steps;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "0",
            description = "For initialisation and order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "data",
            description = "The folder for classifier.safetensors and reference.safetensors (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (steps < 1) {
            throw new UserException("--steps: expected at least 1, got " + steps);
        }
        AtomicFile.requireWritable(out.resolve(Yardstick.CLASSIFIER));
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt()) {
            return train(interrupt);
        }
    }

    private int train(Interrupt interrupt) {
        var train = ImageDataset.mnist(Split.TRAIN);
        var test = ImageDataset.mnist(Split.TEST);
        try (var bars = new PhaseBars(interrupt, Surroundings.COMMAND_LINE.progress());
                var classifier = ClassifierTrainer.train(train, steps, seed, Device.CPU, bars.begin("training", steps, "steps"))) {
            save(classifier, test, train.count(), bars);
            return 0;
        } catch (CancellationException e) {
            spec.commandLine().getErr().println("Stopped; nothing was written");
            spec.commandLine().getErr().flush();
            return Cli.INTERRUPTED;
        }
    }

    private void save(Classifier classifier, ImageDataset test, int trained, PhaseBars bars) {
        try (var features = Features.of(classifier, test, Device.CPU, bars.begin("testing", test.count(), "images"))) {
            var accuracy = String.format(Locale.ROOT, "%.4f", features.accuracy(test));
            var metadata = new LinkedHashMap<String, String>();
            metadata.put("trained_on", trained + " images of MNIST");
            metadata.put("steps", Integer.toString(steps));
            metadata.put("seed", Long.toString(seed));
            metadata.put("threads", Integer.toString(Torch.getNumThreads()));
            metadata.put("test_accuracy", accuracy);
            Yardstick.save(classifier, out, metadata, Device.CPU, bars.begin("reference", trained, "images"));
            bars.close();
            spec.commandLine().getOut().println("accuracy on the test images " + accuracy + "; the files are in " + out);
            spec.commandLine().getOut().flush();
        }
    }
}
