package org.panatorch.ddpm.eval;

import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;

/**
 * Compares images with MNIST's training images: FID with all 60,000, by the shipped Gaussian, and KID with 10,000 of them.
 *
 * <p>Parts of MNIST are chosen at random, but always alike: its files are not in random order (the first half of the test
 * images is by other people than the second, and neater). Closing it leaves the yardstick open.
 */
public final class Judge implements AutoCloseable {
    /** How many training images KID compares with. */
    public static final int KID_REFERENCE = 10_000;
    /** For what is chosen at random: the same for everybody. */
    static final long SEED = 0;

    private final Yardstick yardstick;
    private final Device device;
    private final Features kidReference;

    /**
     * @param fid {@link Gaussian#frechetDistance}; it depends on the number of images: fewer give more
     * @param n how many images
     */
    public record Score(double fid, Kid kid, int n) {}

    /** Looks at the training images that KID compares with. */
    public Judge(Yardstick yardstick, Device device, Phases phases) {
        this.yardstick = yardstick;
        this.device = device;
        kidReference = features(ImageDataset.mnist(Split.TRAIN).choose(KID_REFERENCE, SEED), "features of training images", phases);
    }

    /** What the yardstick's classifier sees in these images. Close it. */
    public Features features(ImageDataset images, String task, Phases phases) {
        return Features.of(yardstick.classifier(), images, device, phases.begin(task, images.count(), "images"));
    }

    /** @param features of two images or more */
    public Score score(Features features) {
        try (var _ = TensorScope.open(); var gaussian = Gaussian.of(features.values())) {
            return new Score(gaussian.frechetDistance(yardstick.reference()),
                    Kid.of(features.values(), kidReference.values(), 1 / yardstick.reference().meanSquare(), SEED), features.count());
        }
    }

    /**
     * What a perfect model would score: n of MNIST's test images, or all 10,000 if n is more. They are images of
     * the same kind that are not the reference itself; that this is not 0 is due to their number, and to chance.
     */
    public Score floor(int n, Phases phases) {
        var test = ImageDataset.mnist(Split.TEST);
        try (var features = features(test.choose(Math.min(n, test.count()), SEED), "features of test images", phases)) {
            return score(features);
        }
    }

    @Override
    public void close() {
        kidReference.close();
    }
}
