package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.GaussianNLLLoss}: of means, and variances of the same shape or (..., 1). */
public final class GaussianNLLLoss extends BuiltInModule {
    private final boolean full;
    private final double eps;
    private final Reduction reduction;

    /** {@code nn.GaussianNLLLoss()}. */
    public GaussianNLLLoss() {
        this(false, 1e-6, Reduction.MEAN);
    }

    /** {@code nn.GaussianNLLLoss(full=, eps=, reduction=)}. */
    public GaussianNLLLoss(boolean full, double eps, Reduction reduction) {
        this.full = full;
        this.eps = eps;
        this.reduction = reduction;
    }

    /** {@code criterion(input, target, var)}. */
    public Tensor forward(Tensor input, Tensor target, Tensor var) {
        return withHooksAround(args -> F.gaussianNllLoss(args[0], args[1], args[2], full, eps, reduction), input, target, var);
    }
}
