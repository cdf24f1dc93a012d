package org.panatorch.ddpm.eval;

import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Device;

/**
 * Train on synthetic, test on real (Esteban et al. 2017, arXiv 1706.02633, section 4.2): how well a classifier does on MNIST's
 * test images that has seen generated digits only. It falls where digits are missing, not varied enough, or illegible.
 *
 * @param synthetic share of the test images that the classifier trained on generated digits gets right, 0 to 1
 * @param real the same for one trained on as many of MNIST's training images, for as many steps
 * @param images how many each was trained on
 * @param steps batches of {@link ClassifierTrainer#BATCH_SIZE}
 */
public record Tstr(double synthetic, double real, int images, int steps) {

    /**
     * Trains the two and tests them.
     *
     * @param generated digits with their labels
     */
    public static Tstr of(ImageDataset generated, int steps, long seed, Device device, Phases phases) {
        return of(generated, ImageDataset.mnist(Split.TEST), steps, seed, device, phases);
    }

    static Tstr of(ImageDataset generated, ImageDataset test, int steps, long seed, Device device, Phases phases) {
        var train = ImageDataset.mnist(Split.TRAIN);
        int images = Math.min(generated.count(), train.count());
        return new Tstr(accuracy(generated.take(images), "generated", test, steps, seed, device, phases),
                accuracy(train.choose(images, Judge.SEED), "real", test, steps, seed, device, phases), images, steps);
    }

    private static double accuracy(ImageDataset train, String kind, ImageDataset test, int steps, long seed, Device device,
            Phases phases) {
        try (var classifier = ClassifierTrainer.train(train, steps, seed, device,
                phases.begin("classifier of " + kind + " digits", steps, "steps"));
                var features = Features.of(classifier, test, device, phases.begin("testing it", test.count(), "images"))) {
            return features.accuracy(test);
        }
    }
}
