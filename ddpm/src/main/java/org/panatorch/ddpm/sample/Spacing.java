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
     * Even in lambda, half the logarithm of the signal-to-noise ratio, in which a long step of DPM-Solver is least wrong: from where it
     * is 2.5 to where it is -4, or to the schedule's ends. Beyond, x_t is all image or all noise; which ends are best was tried out:
     * docs/model-card.md.
     */
    logsnr {
        @Override
        int timestep(int i, int n, NoiseLevels levels) {
            double high = Math.min(levels.lambda(0), NEARLY_IMAGE);
            double low = Math.max(levels.lambda(levels.last()), NEARLY_NOISE);
            return levels.nearest(n == 1 ? low : high + (low - high) * i / (n - 1));
        }
    };

    private static final double NEARLY_IMAGE = 2.5;
    private static final double NEARLY_NOISE = -4;

    /** The ith of n, ascending, of 0..T - 1. Two may be the same, where they are dense: {@link Timesteps} moves them apart. */
    abstract int timestep(int i, int n, NoiseLevels levels);
}
