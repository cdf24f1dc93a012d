package org.panatorch.examples.gpt;

import static org.panatorch.torch.Index.ALL;
import static org.panatorch.torch.Index.NEWAXIS;
import static org.panatorch.torch.Index.from;
import static org.panatorch.torch.Index.to;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.cli.Cli;
import org.panatorch.ddpm.cli.DeviceOption;
import org.panatorch.ddpm.cli.Surroundings;
import org.panatorch.examples.Steps;
import org.panatorch.examples.gpt.GPT.GPTConfig;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.nn.Utils;
import org.panatorch.torch.optim.Optimizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the small GPT on Shakespeare, character by character, and lets it speak. {@code train.py}, line by line. */
@Command(name = "gpt", mixinStandardHelpOptions = true,
        description = "Train a small GPT on Shakespeare, character by character, and let it speak.")
public final class Train implements Callable<Integer> {

    /** Inputs, and as targets the same a character later: (batchSize, blockSize). */
    static List<Tensor> getBatch(Tensor data, int batchSize, long blockSize) {
        var ix = Torch.randint(0, data.size(0) - blockSize, shape(batchSize), device(data.device()));
        var idx = ix.get(ALL, NEWAXIS).add(Torch.arange(blockSize, device(data.device())));
        return List.of(data.get(idx), data.get(idx.add(1)));
    }

    /** Warms up for 100 steps, then falls along half a cosine to a tenth. */
    static double getLr(int step, int steps, double lr) {
        if (step < 100) {
            return lr * (step + 1) / 100;
        }
        return lr * (0.1 + 0.9 * 0.5 * (1 + Math.cos(Math.PI * (step - 100) / (steps - 100))));
    }

    static double trainStep(GPT model, Optimizer optimizer, Tensor x, Tensor y) {
        optimizer.zeroGrad();
        var loss = model.loss(x, y);
        loss.backward();
        Utils.clipGradNorm_(model.parameters(), 1.0);
        optimizer.step();
        return loss.item();
    }

    static double estimateLoss(GPT model, Tensor data, int batches, int batchSize) {
        model.eval();
        double total = 0.0;
        for (int i = 0; i < batches; i++) {
            try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
                var xy = getBatch(data, batchSize, model.config().blockSize());
                total += model.loss(xy.get(0), xy.get(1)).item();
            }
        }
        model.train(true);
        return total / batches;
    }

    @Option(names = "--steps", paramLabel = "N", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--lr", paramLabel = "RATE", defaultValue = "2e-3",
            description = "AdamW's learning rate, after warm-up (default: ${DEFAULT-VALUE}).")
    private double lr;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1337", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--chars", paramLabel = "N", defaultValue = "500",
            description = "How much to write at the end (default: ${DEFAULT-VALUE}).")
    private int chars;

    @Option(names = "--temperature", paramLabel = "T", defaultValue = "0.8", description = "Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", defaultValue = "40", description = "Default: ${DEFAULT-VALUE}.")
    private int topK;

    @Mixin
    private DeviceOption where;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "gpt.pth",
            description = "The file for the weights (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        UserException.unless(steps >= 1, "--steps", "at least 1", steps);
        UserException.unless(batchSize >= 1, "--batch-size", "at least 1", batchSize);
        UserException.unless(lr >= 0, "--lr", "at least 0", lr);
        UserException.unless(chars >= 0, "--chars", "at least 0", chars);
        UserException.unless(temperature > 0, "--temperature", "more than 0", temperature);
        UserException.unless(topK >= 1, "--top-k", "at least 1", topK);
        AtomicFile.requireWritable(out);
        var device = where.device();
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt(); var _ = TensorScope.open()) {
            Torch.manualSeed(seed);
            var text = new Text(Text.shakespeare());
            long n = (long) (0.9 * text.data.size(0));
            Tensor trainData = text.data.get(to(n)).to(device), valData = text.data.get(from(n)).to(device);
            var config = new GPTConfig(text.chars.length());
            var model = new GPT(config);
            model.to(device);
            var optimizer = model.configureOptimizers(lr, 0.1, 0.9, 0.99);
            try (var bar = new Steps("training", steps, "steps", interrupt)) {
                for (int step = 0; step < steps && !bar.stopped(); step++) {
                    try (var _ = TensorScope.open()) {
                        for (var group : optimizer.paramGroups()) {
                            group.lr(getLr(step, steps, lr));
                        }
                        var xy = getBatch(trainData, batchSize, config.blockSize());
                        double loss = trainStep(model, optimizer, xy.get(0), xy.get(1));
                        bar.step(1, "loss %.4f", loss);
                    }
                }
            }
            Weights.save(model.stateDict(), out);
            if (interrupt.requested()) {
                return Cli.INTERRUPTED;
            }
            print("validation loss %.4f".formatted(estimateLoss(model, valData, 50, batchSize)));
            model.eval();
            var idx = text.encode("\n").get(NEWAXIS).to(device);
            print(text.decode(model.generate(idx, chars, temperature, topK).get(0)));
            return 0;
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
