package org.panatorch.ddpm.sample;

import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.TensorScope;

/**
 * A schedule's alpha-bar as Java numbers, under the names that the samplers' papers use: x_t = signal x0 + noise epsilon.
 * Levels are t, T - 1 (noise) down to 0, and below them {@link #CLEAN}, the image.
 */
public final class NoiseLevels {
    /** The level of a finished image. */
    public static final int CLEAN = -1;

    private final double[] alphaBar;

    public NoiseLevels(AlphaNoiseScheduler scheduler) {
        try (var _ = TensorScope.open()) {
            alphaBar = scheduler.alphaBar().cpu().to(DType.FLOAT64).toDoubleArray();
        }
    }

    /** T. */
    public int steps() {
        return alphaBar.length;
    }

    /** T - 1, the noisiest. */
    public int last() {
        return alphaBar.length - 1;
    }

    /** The t whose {@link #lambda} is nearest to that one; of two as near, the smaller. */
    public int nearest(double lambda) {
        int low = 0;
        for (int high = last(); low < high; ) {     // the first t whose lambda is not above it
            int middle = (low + high) / 2;
            if (lambda(middle) > lambda) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && lambda(low - 1) - lambda <= lambda - lambda(low) ? low - 1 : low;
    }

    /** How much of x0's power is left: 1 for the image. */
    public double alphaBar(int t) {
        return t == CLEAN ? 1 : alphaBar[t];
    }

    /** sqrt(alpha-bar): alpha in DPM-Solver. */
    public double signal(int t) {
        return Math.sqrt(alphaBar(t));
    }

    /** sqrt(1 - alpha-bar): sigma in DPM-Solver. */
    public double noise(int t) {
        return Math.sqrt(1 - alphaBar(t));
    }

    /** Noise over signal: sigma of Karras et al. 2022 (arXiv 2206.00364). Infinite where alpha-bar is 0. */
    public double sigma(int t) {
        return noise(t) / signal(t);
    }

    /** log(signal / noise): lambda in DPM-Solver; half the logarithm of SNR. */
    public double lambda(int t) {
        return -Math.log(sigma(t));
    }
}
