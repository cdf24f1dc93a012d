package org.panatorch.examples.mnist;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.cli.Cli;
import org.panatorch.ddpm.cli.DeviceOption;
import org.panatorch.ddpm.cli.Interrupt;
import org.panatorch.ddpm.cli.Surroundings;
import org.panatorch.ddpm.data.Split;
import org.panatorch.examples.Digits;
import org.panatorch.examples.Steps;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.data.DataLoader;
import org.panatorch.torch.data.LoaderOptions;
import org.panatorch.torch.data.TensorDataset;
import org.panatorch.torch.nn.Conv2d;
import org.panatorch.torch.nn.Dropout;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.Layer;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.optim.Adadelta;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.lr_scheduler.StepLR;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The classifier of MNIST from PyTorch's examples: two convolutions, dropout, Adadelta. {@code mnist.py}, line by line. */
@Command(name = "mnist", mixinStandardHelpOptions = true, description = "Train a classifier of MNIST.")
public final class Mnist implements Callable<Integer> {

    static final class Net extends Layer {
        private final Conv2d conv1 = register("conv1", new Conv2d(1, 32, 3));
        private final Conv2d conv2 = register("conv2", new Conv2d(32, 64, 3));
        private final Dropout dropout1 = register("dropout1", new Dropout(0.25));
        private final Dropout dropout2 = register("dropout2", new Dropout(0.5));
        private final Linear fc1 = register("fc1", new Linear(9216, 128));
        private final Linear fc2 = register("fc2", new Linear(128, 10));

        @Override
        public Tensor forward(Tensor x) {               // (B, 1, 28, 28)
            x = F.relu(conv1.forward(x));               // (B, 32, 26, 26)
            x = F.relu(conv2.forward(x));               // (B, 64, 24, 24)
            x = F.maxPool2d(x, 2);                      // (B, 64, 12, 12)
            x = dropout1.forward(x);
            x = x.flatten(1);                           // (B, 9216)
            x = F.relu(fc1.forward(x));
            x = dropout2.forward(x);
            x = fc2.forward(x);
            return F.logSoftmax(x, 1);                  // (B, 10)
        }
    }

    static double trainStep(Net model, Optimizer optimizer, Tensor data, Tensor target) {
        optimizer.zeroGrad();
        var output = model.forward(data);
        var loss = F.nllLoss(output, target);
        loss.backward();
        optimizer.step();
        return loss.item();
    }

    void train(Net model, Device device, DataLoader trainLoader, Optimizer optimizer, int epoch, Interrupt interrupt) {
        model.train(true);
        try (var steps = new Steps("epoch " + epoch + "/" + epochs, trainLoader.size(), "batches", interrupt)) {
            for (var batches = trainLoader.iterator(); batches.hasNext() && !steps.stopped();) {
                try (var _ = TensorScope.open()) {
                    var batch = batches.next();
                    double loss = trainStep(model, optimizer, batch.get(0).to(device), batch.get(1).to(device));
                    steps.step(1, "loss %.4f", loss);
                }
            }
        }
    }

    static long test(Net model, Device device, DataLoader testLoader) {
        model.eval();
        long correct = 0;
        try (var _ = Torch.noGrad()) {
            for (var batches = testLoader.iterator(); batches.hasNext();) {
                try (var _ = TensorScope.open()) {
                    var batch = batches.next();
                    Tensor data = batch.get(0).to(device), target = batch.get(1).to(device);
                    var output = model.forward(data);
                    correct += output.argmax(1).eq(target).sum().itemLong();
                }
            }
        }
        return correct;
    }

    /** The images as (N, 1, 28, 28), normalized, and the labels. */
    static TensorDataset mnist(Split split) {
        return Digits.mnist(split, x -> x.sub(0.1307).div(0.3081));
    }

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "14",
            description = "Times through the 60,000 images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--lr", paramLabel = "RATE", defaultValue = "1.0",
            description = "Adadelta's learning rate (default: ${DEFAULT-VALUE}).")
    private double lr;

    @Option(names = "--gamma", paramLabel = "FACTOR", defaultValue = "0.7",
            description = "Its factor after each epoch (default: ${DEFAULT-VALUE}).")
    private double gamma;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private DeviceOption where;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "mnist_cnn.pth",
            description = "The file for the weights (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        UserException.unless(epochs >= 1, "--epochs", "at least 1", epochs);
        UserException.unless(batchSize >= 1, "--batch-size", "at least 1", batchSize);
        UserException.unless(lr >= 0, "--lr", "at least 0", lr);
        AtomicFile.requireWritable(out);
        var device = where.device();
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt(); var _ = TensorScope.open()) {
            Torch.manualSeed(seed);
            var trainLoader = new DataLoader(mnist(Split.TRAIN), LoaderOptions.DEFAULT.batchSize(batchSize).shuffle(true));
            var testLoader = new DataLoader(mnist(Split.TEST), LoaderOptions.DEFAULT.batchSize(1000));
            var model = new Net();
            model.to(device);
            var optimizer = new Adadelta(model.parameters(), lr);
            var scheduler = new StepLR(optimizer, 1, gamma);
            for (int epoch = 1; epoch <= epochs; epoch++) {
                train(model, device, trainLoader, optimizer, epoch, interrupt);
                if (interrupt.requested()) {
                    break;
                }
                print("epoch %d: %d of 10000 test images right", epoch, test(model, device, testLoader));
                scheduler.step();
            }
            Weights.save(model.stateDict(), out);
            return interrupt.requested() ? Cli.INTERRUPTED : 0;
        }
    }

    private void print(String format, Object... values) {
        spec.commandLine().getOut().println(format.formatted(values));
        spec.commandLine().getOut().flush();
    }
}
