package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Adam} and {@link AdamW}: {@code AdamOptions.DEFAULT.betas(0.9, 0.99).eps(1e-6)}.
 *
 * @param beta1 0.9 by default
 * @param beta2 0.999 by default
 * @param eps 1e-8 by default
 * @param weightDecay null means the optimizer's own default, 0 for Adam and 0.01 for AdamW
 * @param amsgrad whether the largest second moment so far is used (Reddi et al. 2018); false by default
 * @param maximize whether to climb; false by default
 * @param fused true by default: all parameters in one native call a step; false: the arithmetic operation by operation,
 *     as it is written in the paper
 */
public record AdamOptions(double beta1, double beta2, double eps, Double weightDecay, boolean amsgrad, boolean maximize,
        boolean fused) {

    /** No keyword given. */
    public static final AdamOptions DEFAULT = new AdamOptions(0.9, 0.999, 1e-8, null, false, false, true);

    public AdamOptions {
        if (!(eps >= 0) || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)
                || weightDecay != null && !(weightDecay >= 0)) {
            throw new IllegalArgumentException("expected eps >= 0, betas in [0, 1) and weight decay >= 0, got eps " + eps
                    + ", betas (" + beta1 + ", " + beta2 + "), weight decay " + weightDecay);
        }
    }

    /** {@code betas=(beta1, beta2)}. */
    public AdamOptions betas(double beta1, double beta2) {
        return new AdamOptions(beta1, beta2, eps, weightDecay, amsgrad, maximize, fused);
    }

    /** {@code eps=eps}. */
    public AdamOptions eps(double eps) {
        return new AdamOptions(beta1, beta2, eps, weightDecay, amsgrad, maximize, fused);
    }

    /** {@code weight_decay=weightDecay}. */
    public AdamOptions weightDecay(double weightDecay) {
        return new AdamOptions(beta1, beta2, eps, weightDecay, amsgrad, maximize, fused);
    }

    /** {@code amsgrad=amsgrad}. */
    public AdamOptions amsgrad(boolean amsgrad) {
        return new AdamOptions(beta1, beta2, eps, weightDecay, amsgrad, maximize, fused);
    }

    /** {@code maximize=maximize}. */
    public AdamOptions maximize(boolean maximize) {
        return new AdamOptions(beta1, beta2, eps, weightDecay, amsgrad, maximize, fused);
    }

    /** {@code fused=fused}. */
    public AdamOptions fused(boolean fused) {
        return new AdamOptions(beta1, beta2, eps, weightDecay, amsgrad, maximize, fused);
    }
}
