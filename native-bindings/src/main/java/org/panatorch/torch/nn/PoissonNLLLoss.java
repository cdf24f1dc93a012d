package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.PoissonNLLLoss}: of counts, and rates or (by default) their logarithms. */
public final class PoissonNLLLoss extends BuiltInLoss {
    private final boolean logInput;
    private final boolean full;
    private final double eps;
    private final Reduction reduction;

    /** {@code nn.PoissonNLLLoss()}. */
    public PoissonNLLLoss() {
        this(true, false, 1e-8, Reduction.MEAN);
    }

    /** {@code nn.PoissonNLLLoss(log_input=, full=, eps=, reduction=)}. */
    public PoissonNLLLoss(boolean logInput, boolean full, double eps, Reduction reduction) {
        this.logInput = logInput;
        this.full = full;
        this.eps = eps;
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.poissonNllLoss(input, target, logInput, full, eps, reduction);
    }
}
