package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link NAdam}.
 *
 * @param beta1 how much of the first moment stays; 0.9 by default
 * @param beta2 how much of the second one stays; 0.999 by default
 * @param eps 1e-8 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param momentumDecay how the momentum grows; 0.004 by default
 * @param decoupledWeightDecay whether the weight decay leaves out the moments, as in AdamW; false by default
 * @param maximize whether to climb; false by default
 */
public record NAdamOptions(double beta1, double beta2, double eps, double weightDecay, double momentumDecay,
        boolean decoupledWeightDecay, boolean maximize) {

    /** No keyword given. */
    public static final NAdamOptions DEFAULT = new NAdamOptions(0.9, 0.999, 1e-8, 0, 0.004, false, false);

    public NAdamOptions {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(eps >= 0) || !(weightDecay >= 0)
                || !(momentumDecay >= 0)) {
            throw new IllegalArgumentException("expected betas in [0, 1) and the others >= 0, got "
                    + beta1 + ", " + beta2 + ", " + eps + ", " + weightDecay + ", " + momentumDecay);
        }
    }

    /** {@code betas=(beta1, beta2)}. */
    public NAdamOptions betas(double beta1, double beta2) {
        return new NAdamOptions(beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@code eps=eps}. */
    public NAdamOptions eps(double eps) {
        return new NAdamOptions(beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public NAdamOptions weightDecay(double weightDecay) {
        return new NAdamOptions(beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@code momentum_decay=momentumDecay}. */
    public NAdamOptions momentumDecay(double momentumDecay) {
        return new NAdamOptions(beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@code decoupled_weight_decay=decoupledWeightDecay}. */
    public NAdamOptions decoupledWeightDecay(boolean decoupledWeightDecay) {
        return new NAdamOptions(beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@code maximize=maximize}. */
    public NAdamOptions maximize(boolean maximize) {
        return new NAdamOptions(beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }
}
