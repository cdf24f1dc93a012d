package org.panatorch.ddpm.train;

/**
 * The learning rate of each step of the optimizer.
 *
 * @param lr what it is after the warm-up
 * @param warmup steps in which it rises linearly to that
 * @param steps of the whole run
 */
public record LearningRate(double lr, Curve curve, long warmup, long steps) {

    /** What becomes of the learning rate after the warm-up. */
    public enum Curve {
        /** It stays. */
        constant,
        /** It falls linearly to 0 at the end. */
        linear,
        /** It falls to 0 at the end as half a cosine: Loshchilov and Hutter 2016 (arXiv 1608.03983), without restarts. */
        cosine
    }

    /** The learning rate of a step; steps count from 0. */
    public double at(long step) {
        if (step < warmup) {
            return lr * (step + 1) / warmup;
        }
        double done = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
        return switch (curve) {
            case constant -> lr;
            case linear -> lr * (1 - done);
            case cosine -> lr * (1 + Math.cos(Math.PI * done)) / 2;
        };
    }
}
