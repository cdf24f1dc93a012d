package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MultiLabelMarginLoss}: scores (B, C), and classes (B, C) up to the first -1. */
public final class MultiLabelMarginLoss extends BuiltInLoss {
    private final Reduction reduction;

    /** {@code nn.MultiLabelMarginLoss()}. */
    public MultiLabelMarginLoss() {
        this(Reduction.MEAN);
    }

    /** {@code nn.MultiLabelMarginLoss(reduction=)}. */
    public MultiLabelMarginLoss(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.multilabelMarginLoss(input, target, reduction);
    }
}
