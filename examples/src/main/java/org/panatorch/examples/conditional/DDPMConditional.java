package org.panatorch.examples.conditional;

import static org.panatorch.torch.Index.ALL;
import static org.panatorch.torch.Index.NEWAXIS;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.cli.Cli;
import org.panatorch.ddpm.cli.DeviceOption;
import org.panatorch.ddpm.cli.Interrupt;
import org.panatorch.ddpm.cli.Surroundings;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.examples.Digits;
import org.panatorch.examples.Steps;
import org.panatorch.examples.conditional.Modules.EMA;
import org.panatorch.examples.conditional.Modules.UNetConditional;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.data.DataLoader;
import org.panatorch.torch.data.LoaderOptions;
import org.panatorch.torch.data.TensorDataset;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.optim.AdamW;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.lr_scheduler.CosineAnnealingLR;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the conditional U-Net on MNIST and draws each digit, with guidance. {@code ddpm_conditional.py}, line by line. */
@Command(name = "conditional", mixinStandardHelpOptions = true,
        description = "Train a conditional diffusion model on MNIST, and draw each digit with classifier-free guidance.")
public final class DDPMConditional implements Callable<Integer> {

    static final class Diffusion {
        private final int noiseSteps;
        private final Device device;
        private final Tensor beta;
        private final Tensor alpha;
        private final Tensor alphaHat;

        Diffusion(int noiseSteps, double betaStart, double betaEnd, Device device) {
            this.noiseSteps = noiseSteps;
            this.device = device;
            beta = Torch.linspace(betaStart, betaEnd, noiseSteps, device(device));
            alpha = beta.rsub(1.0);
            alphaHat = alpha.cumprod(0);
        }

        /** {@code self.alpha_hat}: (noiseSteps). */
        Tensor alphaHat() {
            return alphaHat;
        }

        Tensor noiseImages(Tensor x, Tensor t, Tensor noise) {
            var sqrtAlphaHat = alphaHat.get(t).sqrt().get(ALL, NEWAXIS, NEWAXIS, NEWAXIS);
            var sqrtOneMinusAlphaHat = alphaHat.get(t).rsub(1).sqrt().get(ALL, NEWAXIS, NEWAXIS, NEWAXIS);
            return sqrtAlphaHat.mul(x).add(sqrtOneMinusAlphaHat.mul(noise));
        }

        Tensor sampleTimesteps(long n) {
            return Torch.randint(1, noiseSteps, shape(n), device(device));
        }

        /** From step i to the one before it. Guidance can leave the range that images have: the image is clamped on the way. */
        Tensor sampleStep(UNetConditional model, Tensor x, int i, Tensor labels, double cfgScale, Tensor noise) {
            try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
                var t = Torch.full(shape(x.size(0)), i, device(device));
                var predictedNoise = model.forward(x, t, labels);
                if (cfgScale > 0) {
                    var uncondPredictedNoise = model.forward(x, t, null);
                    predictedNoise = uncondPredictedNoise.lerp(predictedNoise, cfgScale);
                }
                Tensor alpha = this.alpha.get(i), alphaHat = this.alphaHat.get(i), beta = this.beta.get(i);
                var x0 = x.sub(alphaHat.rsub(1).sqrt().mul(predictedNoise)).div(alphaHat.sqrt()).clamp(-1, 1);
                var alphaHatPrev = this.alphaHat.get(i - 1);
                x = alphaHatPrev.sqrt().mul(beta).mul(x0).add(alpha.sqrt().mul(alphaHatPrev.rsub(1)).mul(x)).div(alphaHat.rsub(1));
                return scope.promote(x.add(beta.sqrt().mul(noise)));
            }
        }

        /** labels: (B). Returns images in [0, 1], (B, 1, 32, 32). */
        Tensor sample(UNetConditional model, Tensor labels, double cfgScale, Interrupt interrupt) {
            model.eval();
            var x = Torch.randn(shape(labels.size(0), 1, 32, 32), device(device));
            try (var steps = new Steps("sampling", noiseSteps - 1, "steps", interrupt)) {
                for (int i = noiseSteps - 1; i >= 1 && !steps.stopped(); i--) {
                    try (var scope = TensorScope.open()) {
                        var noise = i > 1 ? Torch.randnLike(x) : Torch.zerosLike(x);
                        x = scope.replace(x, sampleStep(model, x, i, labels, cfgScale, noise));
                    }
                    steps.step(1);
                }
            }
            return x.clamp(-1, 1).add(1).div(2);
        }
    }

    /** labels is null for a tenth of the batches: so the model learns to do without, which guidance needs. */
    static double trainStep(UNetConditional model, Diffusion diffusion, Optimizer optimizer, Tensor images, Tensor t,
            Tensor labels, Tensor noise) {
        var xT = diffusion.noiseImages(images, t, noise);
        var predictedNoise = model.forward(xT, t, labels);
        var loss = F.mseLoss(noise, predictedNoise);
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        return loss.item();
    }

    /** The images as (N, 1, 32, 32), in [-1, 1], and the labels. */
    static TensorDataset mnist(Split split) {
        return Digits.mnist(split, x -> F.pad(x.mul(2).sub(1), shape(2, 2, 2, 2), -1.0));
    }

    /** Ten in a row. */
    static void saveImages(Tensor images, Path path) {
        PngGrid.of(PngGrid.gray(images.toFloatArray()), (int) images.size(0), 32, 32).perRow(10).write(path);
    }

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "2",
            description = "Times through the 60,000 images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--width", paramLabel = "C", defaultValue = "16",
            description = "Channels at 32 x 32 (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--lr", paramLabel = "RATE", defaultValue = "1e-3",
            description = "AdamW's learning rate, which falls to 0 (default: ${DEFAULT-VALUE}).")
    private double lr;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--cfg-scale", paramLabel = "SCALE", defaultValue = "3.0",
            description = "How strictly labels are followed when sampling (default: ${DEFAULT-VALUE}).")
    private double cfgScale;

    @Mixin
    private DeviceOption where;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "conditional.pth",
            description = "The file for the averaged weights; the picture lies beside it (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() {
        UserException.unless(epochs >= 1, "--epochs", "at least 1", epochs);
        UserException.unless(batchSize >= 1, "--batch-size", "at least 1", batchSize);
        UserException.unless(width >= 4 && width % 4 == 0, "--width", "a multiple of 4, the number of heads", width);
        UserException.unless(lr >= 0, "--lr", "at least 0", lr);
        UserException.unless(cfgScale >= 0, "--cfg-scale", "at least 0", cfgScale);
        AtomicFile.requireWritable(out);
        var device = where.device();
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt(); var _ = TensorScope.open()) {
            Torch.manualSeed(seed);
            var dataloader = new DataLoader(mnist(Split.TRAIN),
                    LoaderOptions.DEFAULT.batchSize(batchSize).shuffle(true).dropLast(true));
            var model = new UNetConditional(width, 64, 10);
            model.to(device);
            var optimizer = new AdamW(model.parameters(), lr);
            var scheduler = new CosineAnnealingLR(optimizer, epochs * dataloader.size(), 0);
            var diffusion = new Diffusion(300, 1e-4, 0.06, device);
            var ema = new EMA(0.995, 200);
            var emaModel = model.deepCopy(() -> new UNetConditional(width, 64, 10));
            emaModel.eval().requiresGrad_(false);
            for (int epoch = 0; epoch < epochs && !interrupt.requested(); epoch++) {
                try (var steps = new Steps("epoch " + (epoch + 1) + "/" + epochs, dataloader.size(), "batches", interrupt)) {
                    for (var batches = dataloader.iterator(); batches.hasNext() && !steps.stopped();) {
                        try (var _ = TensorScope.open()) {
                            var batch = batches.next();
                            Tensor images = batch.get(0).to(device), labels = batch.get(1).to(device);
                            var t = diffusion.sampleTimesteps(images.size(0));
                            if (Torch.rand(1).item() < 0.1) {
                                labels = null;
                            }
                            double loss = trainStep(model, diffusion, optimizer, images, t, labels, Torch.randnLike(images));
                            ema.stepEma(emaModel, model);
                            scheduler.step();
                            steps.step(1, "loss %.4f", loss);
                        }
                    }
                }
            }
            Weights.save(emaModel.stateDict(), out);
            if (interrupt.requested()) {
                return Cli.INTERRUPTED;
            }
            var samples = diffusion.sample(emaModel, Torch.arange(10, device(device)).repeat(4), cfgScale, interrupt);
            saveImages(samples, Path.of(out.toString().replaceFirst("\\.[^.]*$", "") + ".png"));
            return interrupt.requested() ? Cli.INTERRUPTED : 0;
        }
    }
}
