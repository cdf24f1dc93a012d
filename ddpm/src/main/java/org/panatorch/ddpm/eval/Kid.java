package org.panatorch.ddpm.eval;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * KID, the kernel distance between two sets of images (Bińkowski et al. 2018, arXiv 1801.01401): the unbiased estimate of
 * the squared maximum mean discrepancy with the kernel (gamma x.y + 1)^3, over random subsets of both. Unlike FID it is about 0
 * for two samples of the same images whatever their number, and may be negative.
 *
 * <p>The paper's gamma is 1 / D, for Inception's features, whose squares have a mean below 1. Other features need their own,
 * {@link Gaussian#meanSquare}'s inverse, so that gamma x.x is about 1: were it much larger, the 1 would mean nothing, and
 * with it all moments below the third.
 *
 * @param mean over the subsets
 * @param std of the subsets' values, with n - 1 below
 * @param subsets how many
 * @param size images in a subset, of either set
 * @param standardError of the mean. The subsets overlap, so that no more than n / size of them count as independent, n being
 *     the smaller set
 */
public record Kid(double mean, double std, int subsets, int size, double standardError) {
    /** The paper's. */
    public static final int SUBSETS = 100;
    public static final int SUBSET_SIZE = 1000;

    /**
     * Over 100 subsets of 1000, or of as many as there are.
     *
     * @param x features (n, D), float64
     * @param y features (m, D), float64
     * @param gamma of the kernel
     * @param seed chooses the subsets
     */
    public static Kid of(Tensor x, Tensor y, double gamma, long seed) {
        int n = (int) x.size(0);
        int m = (int) y.size(0);
        int size = Math.min(SUBSET_SIZE, Math.min(n, m));
        var random = new SplittableRandom(seed);
        var xSubsets = new long[SUBSETS][];
        var ySubsets = new long[SUBSETS][];
        for (int i = 0; i < SUBSETS; i++) {
            xSubsets[i] = choose(size, n, random);
            ySubsets[i] = choose(size, m, random);
        }
        return of(x, y, gamma, xSubsets, ySubsets);
    }

    static Kid of(Tensor x, Tensor y, double gamma, long[][] xSubsets, long[][] ySubsets) {
        var values = new double[xSubsets.length];
        for (int i = 0; i < values.length; i++) {
            try (var _ = TensorScope.open()) {
                values[i] = mmd2(x.indexSelect(0, Torch.tensor(xSubsets[i])),
                        y.indexSelect(0, Torch.tensor(ySubsets[i])), gamma);
            }
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double std = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
        int size = xSubsets[0].length;
        double independent = Math.min(values.length, Math.min(x.size(0), y.size(0)) / (double) size);
        return new Kid(mean, std, values.length, size, std / Math.sqrt(independent));
    }

    /**
     * The unbiased squared maximum mean discrepancy: equation 4 of the paper.
     *
     * @param x (n, D), n at least 2
     * @param y (m, D), m at least 2
     */
    static double mmd2(Tensor x, Tensor y, double gamma) {
        try (var _ = TensorScope.open()) {
            return meanOfPairs(x, gamma).add(meanOfPairs(y, gamma)).sub(kernel(x, y, gamma).mean().mul(2.0)).item();
        }
    }

    /** The mean of the kernel over all pairs of different images. */
    private static Tensor meanOfPairs(Tensor x, double gamma) {
        double n = x.size(0);
        var kernel = kernel(x, x, gamma);
        return kernel.sum().sub(Torch.op("aten::trace").callTensor(kernel)).div(n * (n - 1));
    }

    private static Tensor kernel(Tensor x, Tensor y, double gamma) {
        return x.matmul(y.t()).mul(gamma).add(1.0).pow(3);
    }

    /** {@code size} different numbers below n: the beginning of a Fisher-Yates shuffle. */
    private static long[] choose(int size, int n, SplittableRandom random) {
        var all = new long[n];
        Arrays.setAll(all, i -> i);
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(n - i);
            long swapped = all[i];
            all[i] = all[j];
            all[j] = swapped;
        }
        return Arrays.copyOf(all, size);
    }
}
