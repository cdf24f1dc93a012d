package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Adadelta}.
 *
 * @param rho of the running average of squares; 0.9 by default
 * @param eps 1e-6 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param maximize whether to climb; false by default
 */
public record AdadeltaOptions(double rho, double eps, double weightDecay, boolean maximize) {

    /** No keyword given. */
    public static final AdadeltaOptions DEFAULT = new AdadeltaOptions(0.9, 1e-6, 0, false);

    public AdadeltaOptions {
        if (!(eps >= 0) || !(rho >= 0 && rho <= 1) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("expected eps and weight decay >= 0 and rho in [0, 1], got eps " + eps
                    + ", weight decay " + weightDecay + ", rho " + rho);
        }
    }

    /** {@code rho=rho}. */
    public AdadeltaOptions rho(double rho) {
        return new AdadeltaOptions(rho, eps, weightDecay, maximize);
    }

    /** {@code eps=eps}. */
    public AdadeltaOptions eps(double eps) {
        return new AdadeltaOptions(rho, eps, weightDecay, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public AdadeltaOptions weightDecay(double weightDecay) {
        return new AdadeltaOptions(rho, eps, weightDecay, maximize);
    }

    /** {@code maximize=maximize}. */
    public AdadeltaOptions maximize(boolean maximize) {
        return new AdadeltaOptions(rho, eps, weightDecay, maximize);
    }
}
