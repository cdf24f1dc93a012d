package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Adafactor}.
 *
 * @param beta2Decay the power with which the average of squares comes to rest; -0.8 by default
 * @param eps1 keeps the divisor from 0; null, the default, is the type's epsilon
 * @param eps2 keeps the step from 0 where the parameters are; 1e-3 by default
 * @param d how large a step may be, relative to the rate; 1 by default
 * @param weightDecay shrinks the parameters directly; 0 by default
 * @param maximize whether to climb; false by default
 */
public record AdafactorOptions(double beta2Decay, Double eps1, double eps2, double d, double weightDecay, boolean maximize) {

    /** No keyword given. */
    public static final AdafactorOptions DEFAULT = new AdafactorOptions(-0.8, null, 1e-3, 1, 0, false);

    public AdafactorOptions {
        Optimizer.require(beta2Decay <= 0, "beta2_decay <= 0", beta2Decay);
        Optimizer.require((eps1 == null || eps1 >= 0) && eps2 >= 0, "epsilons >= 0", eps1 + ", " + eps2);
        Optimizer.require(d >= 1, "d >= 1", d);
    }

    /** {@code beta2_decay=beta2Decay}. */
    public AdafactorOptions beta2Decay(double beta2Decay) {
        return new AdafactorOptions(beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** {@code eps=(eps1, eps2)}. */
    public AdafactorOptions eps(Double eps1, double eps2) {
        return new AdafactorOptions(beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** {@code d=d}. */
    public AdafactorOptions d(double d) {
        return new AdafactorOptions(beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public AdafactorOptions weightDecay(double weightDecay) {
        return new AdafactorOptions(beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** {@code maximize=maximize}. */
    public AdafactorOptions maximize(boolean maximize) {
        return new AdafactorOptions(beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }
}
