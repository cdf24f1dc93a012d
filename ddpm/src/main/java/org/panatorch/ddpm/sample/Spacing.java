package org.panatorch.ddpm.sample;

/**
 * Which n of the T timesteps are used: Lin et al. 2023 (arXiv 2305.08891), table 2, has the first three (diffusers' names
 * and values), Song et al. 2020 (arXiv 2010.02502), appendix D.2, the fourth, Lu et al. 2022 (arXiv 2206.00927), section 3.4,
 * the last.
 */
public enum Spacing {
    /** Every (T / n)th from 0 on: the first step begins below T - 1. */
    leading {
        @Override
        int timestep(int i, int n, NoiseLevels levels) {
            return i * (levels.steps() / n);
        }
    },
    /** From 0 to T - 1, both ends included. */
    linspace {
        @Override
        int timestep(int i, int n, NoiseLevels levels) {
            return n == 1 ? levels.last() : (int) Math.rint((double) i * levels.last() / (n - 1));
        }
    },
    /** Every (T / n)th down from T - 1. */
    trailing {
        @Override
        int timestep(int i, int n, NoiseLevels levels) {
            return (int) Math.rint(levels.steps() - (double) (n - 1 - i) * levels.steps() / n) - 1;
        }
    },
    /** As i squared from 0 to T - 1: denser near the image. No two are the same. */
    quadratic {
        @Override
        int timestep(int i, int n, NoiseLevels levels) {
            return n == 1 ? levels.last() : Math.max(i, (int) Math.rint(Math.pow((double) i / (n - 1), 2) * levels.last()));
        }
    },
    /**
     * First T - 1, where x_t is as good as noise alone; then even in lambda, half the logarithm of the signal-to-noise ratio, in
     * which a long step of DPM-Solver is least wrong, from where it is -3.5 to where it is 2.5, or to the schedule's ends. Between
     * T - 1 and -3.5 the model sees little, but to begin there with noise alone would leave out the little there is of the image,
     * and change how many of each digit there are; which ends are best was tried out: docs/model-card.md.
     */
    logsnr {
        @Override
        int timestep(int i, int n, NoiseLevels levels) {
            double high = Math.min(levels.lambda(0), NEARLY_IMAGE);
            double end = levels.lambda(levels.last());
            double low = Math.max(end, NEARLY_NOISE);
            int even = end < low ? n - 1 : n;
            return i == n - 1 ? levels.last() : levels.nearest(high + (low - high) * i / Math.max(1, even - 1));
        }
    };

    private static final double NEARLY_IMAGE = 2.5;
    private static final double NEARLY_NOISE = -3.5;

    /** The ith of n, ascending, of 0..T - 1. Two may be the same, where they are dense: {@link Timesteps} moves them apart. */
    abstract int timestep(int i, int n, NoiseLevels levels);
}
