package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link RMSprop}.
 *
 * @param alpha of the running average of squares; 0.99 by default
 * @param eps 1e-8 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param momentum 0 by default
 * @param centered whether the gradient's variance is used instead of its square; false by default
 * @param maximize whether to climb; false by default
 */
public record RMSpropOptions(double alpha, double eps, double weightDecay, double momentum, boolean centered, boolean maximize) {

    /** No keyword given. */
    public static final RMSpropOptions DEFAULT = new RMSpropOptions(0.99, 1e-8, 0, 0, false, false);

    public RMSpropOptions {
        if (!(eps >= 0) || !(alpha >= 0) || !(momentum >= 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("expected eps, alpha, momentum and weight decay >= 0, got " + eps + ", " + alpha
                    + ", " + momentum + ", " + weightDecay);
        }
    }

    /** {@code alpha=alpha}. */
    public RMSpropOptions alpha(double alpha) {
        return new RMSpropOptions(alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@code eps=eps}. */
    public RMSpropOptions eps(double eps) {
        return new RMSpropOptions(alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public RMSpropOptions weightDecay(double weightDecay) {
        return new RMSpropOptions(alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@code momentum=momentum}. */
    public RMSpropOptions momentum(double momentum) {
        return new RMSpropOptions(alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@code centered=centered}. */
    public RMSpropOptions centered(boolean centered) {
        return new RMSpropOptions(alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@code maximize=maximize}. */
    public RMSpropOptions maximize(boolean maximize) {
        return new RMSpropOptions(alpha, eps, weightDecay, momentum, centered, maximize);
    }
}
