package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link ASGD}.
 *
 * @param lambd how the weights, and the rate, fall; 1e-4 by default
 * @param alpha the power of the rate's fall; 0.75 by default
 * @param t0 the step at which averaging begins; 1e6 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param maximize whether to climb; false by default
 */
public record ASGDOptions(double lambd, double alpha, double t0, double weightDecay, boolean maximize) {

    /** No keyword given. */
    public static final ASGDOptions DEFAULT = new ASGDOptions(1e-4, 0.75, 1e6, 0, false);

    public ASGDOptions {
        Optimizer.require(weightDecay >= 0, "weight decay >= 0", weightDecay);
    }

    /** {@code lambd=lambd}. */
    public ASGDOptions lambd(double lambd) {
        return new ASGDOptions(lambd, alpha, t0, weightDecay, maximize);
    }

    /** {@code alpha=alpha}. */
    public ASGDOptions alpha(double alpha) {
        return new ASGDOptions(lambd, alpha, t0, weightDecay, maximize);
    }

    /** {@code t0=t0}. */
    public ASGDOptions t0(double t0) {
        return new ASGDOptions(lambd, alpha, t0, weightDecay, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public ASGDOptions weightDecay(double weightDecay) {
        return new ASGDOptions(lambd, alpha, t0, weightDecay, maximize);
    }

    /** {@code maximize=maximize}. */
    public ASGDOptions maximize(boolean maximize) {
        return new ASGDOptions(lambd, alpha, t0, weightDecay, maximize);
    }
}
