package org.panatorch.ddpm.sample;

/**
 * Which n of the T timesteps are used: Lin et al. 2023 (arXiv 2305.08891), table 2, has the first three (diffusers' names
 * and values), Song et al. 2020 (arXiv 2010.02502), appendix D.2, the last.
 */
public enum Spacing {
    /** Every (T / n)th from 0 on: the first step begins below T - 1. */
    leading {
        @Override
        int timestep(int i, int n, int steps) {
            return i * (steps / n);
        }
    },
    /** From 0 to T - 1, both ends included. */
    linspace {
        @Override
        int timestep(int i, int n, int steps) {
            return n == 1 ? steps - 1 : (int) Math.rint((double) i * (steps - 1) / (n - 1));
        }
    },
    /** Every (T / n)th down from T - 1. */
    trailing {
        @Override
        int timestep(int i, int n, int steps) {
            return (int) Math.rint(steps - (double) (n - 1 - i) * steps / n) - 1;
        }
    },
    /** As i squared from 0 to T - 1: denser near the image. No two are the same. */
    quadratic {
        @Override
        int timestep(int i, int n, int steps) {
            return n == 1 ? steps - 1 : Math.max(i, (int) Math.rint(Math.pow((double) i / (n - 1), 2) * (steps - 1)));
        }
    };

    /** The ith of n, ascending, of 0..steps - 1. */
    abstract int timestep(int i, int n, int steps);
}
