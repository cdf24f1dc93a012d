package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link RAdam}.
 *
 * @param beta1 how much of the first moment stays; 0.9 by default
 * @param beta2 how much of the second one stays; 0.999 by default
 * @param eps 1e-8 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param decoupledWeightDecay whether the weight decay leaves out the moments, as in AdamW; false by default
 * @param maximize whether to climb; false by default
 */
public record RAdamOptions(double beta1, double beta2, double eps, double weightDecay, boolean decoupledWeightDecay,
        boolean maximize) {

    /** No keyword given. */
    public static final RAdamOptions DEFAULT = new RAdamOptions(0.9, 0.999, 1e-8, 0, false, false);

    public RAdamOptions {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(eps >= 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("expected betas in [0, 1) and the others >= 0, got "
                    + beta1 + ", " + beta2 + ", " + eps + ", " + weightDecay);
        }
    }

    /** {@code betas=(beta1, beta2)}. */
    public RAdamOptions betas(double beta1, double beta2) {
        return new RAdamOptions(beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@code eps=eps}. */
    public RAdamOptions eps(double eps) {
        return new RAdamOptions(beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public RAdamOptions weightDecay(double weightDecay) {
        return new RAdamOptions(beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@code decoupled_weight_decay=decoupledWeightDecay}. */
    public RAdamOptions decoupledWeightDecay(boolean decoupledWeightDecay) {
        return new RAdamOptions(beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@code maximize=maximize}. */
    public RAdamOptions maximize(boolean maximize) {
        return new RAdamOptions(beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }
}
