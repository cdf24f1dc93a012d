package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MultiLabelSoftMarginLoss}: logits (B, C) and targets of 0 and 1. */
public final class MultiLabelSoftMarginLoss extends BuiltInLoss {
    private final Reduction reduction;

    /** {@code nn.MultiLabelSoftMarginLoss()}. */
    public MultiLabelSoftMarginLoss() {
        this(Reduction.MEAN);
    }

    /** {@code nn.MultiLabelSoftMarginLoss(reduction=)}. */
    public MultiLabelSoftMarginLoss(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.multilabelSoftMarginLoss(input, target, reduction);
    }
}
