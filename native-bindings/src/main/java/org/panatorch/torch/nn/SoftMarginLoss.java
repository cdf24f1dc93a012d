package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SoftMarginLoss}. */
public final class SoftMarginLoss extends BuiltInLoss {
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
    Tensor compute(Tensor input, Tensor target) {
        return F.softMarginLoss(input, target, reduction);
    }
}
