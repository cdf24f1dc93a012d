package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MultiMarginLoss}: scores (B, C) and classes (B). */
public final class MultiMarginLoss extends BuiltInLoss {
    private final double p;
    private final double margin;
    private final Reduction reduction;

    /** {@code nn.MultiMarginLoss()}. */
    public MultiMarginLoss() {
        this(1, 1, Reduction.MEAN);
    }

    /** {@code nn.MultiMarginLoss(p=, margin=, reduction=)}. */
    public MultiMarginLoss(double p, double margin, Reduction reduction) {
        this.p = p;
        this.margin = margin;
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.multiMarginLoss(input, target, p, margin, reduction);
    }
}
