package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Adamax}.
 *
 * @param beta1 how much of the first moment stays; 0.9 by default
 * @param beta2 how much of the second one stays; 0.999 by default
 * @param eps 1e-8 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param maximize whether to climb; false by default
 */
public record AdamaxOptions(double beta1, double beta2, double eps, double weightDecay, boolean maximize) {

    /** No keyword given. */
    public static final AdamaxOptions DEFAULT = new AdamaxOptions(0.9, 0.999, 1e-8, 0, false);

    public AdamaxOptions {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(eps >= 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("expected betas in [0, 1) and the others >= 0, got "
                    + beta1 + ", " + beta2 + ", " + eps + ", " + weightDecay);
        }
    }

    /** {@code betas=(beta1, beta2)}. */
    public AdamaxOptions betas(double beta1, double beta2) {
        return new AdamaxOptions(beta1, beta2, eps, weightDecay, maximize);
    }

    /** {@code eps=eps}. */
    public AdamaxOptions eps(double eps) {
        return new AdamaxOptions(beta1, beta2, eps, weightDecay, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public AdamaxOptions weightDecay(double weightDecay) {
        return new AdamaxOptions(beta1, beta2, eps, weightDecay, maximize);
    }

    /** {@code maximize=maximize}. */
    public AdamaxOptions maximize(boolean maximize) {
        return new AdamaxOptions(beta1, beta2, eps, weightDecay, maximize);
    }
}
