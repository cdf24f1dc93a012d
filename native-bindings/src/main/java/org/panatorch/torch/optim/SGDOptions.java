package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link SGD}.
 *
 * @param momentum 0 by default
 * @param dampening of the gradient that goes into the momentum; 0 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param nesterov whether the step looks ahead by the momentum; false by default
 * @param maximize whether to climb; false by default
 */
public record SGDOptions(double momentum, double dampening, double weightDecay, boolean nesterov, boolean maximize) {

    /** No keyword given. */
    public static final SGDOptions DEFAULT = new SGDOptions(0, 0, 0, false, false);

    public SGDOptions {
        if (!(momentum >= 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("expected momentum >= 0 and weight decay >= 0, got " + momentum + " and "
                    + weightDecay);
        }
        if (nesterov && (momentum <= 0 || dampening != 0)) {
            throw new IllegalArgumentException("Nesterov momentum requires a momentum and zero dampening");
        }
    }

    /** {@code momentum=momentum}. */
    public SGDOptions momentum(double momentum) {
        return new SGDOptions(momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** {@code dampening=dampening}. */
    public SGDOptions dampening(double dampening) {
        return new SGDOptions(momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public SGDOptions weightDecay(double weightDecay) {
        return new SGDOptions(momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** {@code nesterov=nesterov}. */
    public SGDOptions nesterov(boolean nesterov) {
        return new SGDOptions(momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** {@code maximize=maximize}. */
    public SGDOptions maximize(boolean maximize) {
        return new SGDOptions(momentum, dampening, weightDecay, nesterov, maximize);
    }
}
