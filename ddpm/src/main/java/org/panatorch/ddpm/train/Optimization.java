package org.panatorch.ddpm.train;

import org.panatorch.ddpm.UserException;

/**
 * How Adam is steered.
 *
 * @param lr the learning rate after the warm-up
 * @param curve what becomes of it then
 * @param warmup steps in which the learning rate rises from 0
 * @param clipGrad the largest 2-norm of all gradients together; 0: no limit
 * @param accumulate batches whose gradients make one step
 * @param emaDecay of the moving average of the weights; 0: no average is kept
 * @param minSnr gamma of the loss weights by signal-to-noise ratio; 0: every step weighs the same
 * @param labelDropout how often a label is left out, so that the model learns to do without
 */
public record Optimization(double lr, LearningRate.Curve curve, int warmup, double clipGrad, int accumulate,
        double emaDecay, double minSnr, double labelDropout) {

    public Optimization {
        UserException.unless(lr > 0 && lr < 1e6, "--lr", "a positive number", lr);
        UserException.unless(warmup >= 0, "--warmup", "0 steps or more", warmup);
        UserException.unless(clipGrad >= 0 && clipGrad < Double.POSITIVE_INFINITY, "--clip-grad", "a positive number or off", clipGrad);
        UserException.unless(accumulate >= 1, "--accumulate", "at least 1", accumulate);
        UserException.unless(emaDecay >= 0 && emaDecay < 1, "--ema", "a decay between 0 and 1, or off", emaDecay);
        UserException.unless(minSnr >= 0 && minSnr < Double.POSITIVE_INFINITY, "--min-snr", "a positive number or off", minSnr);
        UserException.unless(labelDropout >= 0 && labelDropout < 1, "--label-dropout", "0 to less than 1", labelDropout);
    }

    /** Plain Adam. */
    public static Optimization original(double lr) {
        return new Optimization(lr, LearningRate.Curve.constant, 0, 0, 1, 0, 0, 0);
    }
}
