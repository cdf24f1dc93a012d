package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SoftMarginLoss}. */
public final class SoftMarginLoss extends Loss {
    private final Reduction reduction;

    /** {@code nn.SoftMarginLoss()}. */
    public SoftMarginLoss() {
        this(Reduction.MEAN);
    }

    /** {@code nn.SoftMarginLoss(reduction=)}. */
    public SoftMarginLoss(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return F.softMarginLoss(input, target, reduction);
    }
}
