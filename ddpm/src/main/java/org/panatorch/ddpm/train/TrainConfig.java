package org.panatorch.ddpm.train;

import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.torch.Device;

/**
 * What a training run is made of. The defaults of the command line are the original's (4_mnist_diffusion.py).
 *
 * @param epochs how often every image is seen
 * @param steps T
 * @param betaStart beta of the first step
 * @param betaEnd beta of the last step; linear between
 * @param seed for initialisation, order of the images, steps and noise
 * @param out the folder for the weights
 */
public record TrainConfig(ModelKind model, int epochs, int batchSize, double lr, int steps, double betaStart,
        double betaEnd, long seed, Device device, Precision precision, Path out) {

    public TrainConfig {
        require(epochs >= 1, "--epochs", "at least 1", epochs);
        require(batchSize >= 1, "--batch-size", "at least 1", batchSize);
        require(lr > 0 && lr < 1e6, "--lr", "a positive number", lr);
        require(steps >= 2, "--steps", "at least 2", steps);
        require(betaStart > 0 && betaStart < 1, "--beta-start", "a number between 0 and 1", betaStart);
        require(betaEnd >= betaStart && betaEnd < 1, "--beta-end", "a number from --beta-start (" + betaStart + ") to 1", betaEnd);
    }

    private static void require(boolean good, String option, String expected, Object got) {
        if (!good) {
            throw new UserException(option + ": expected " + expected + ", got " + got);
        }
    }

    /** {@code mnist-model-<Model>.pth} in the folder {@link #out}. */
    public Path weightsFile() {
        return out.resolve("mnist-model-" + model + ".pth");
    }
}
