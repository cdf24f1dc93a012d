package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.BCELoss}: of probabilities. */
public final class BCELoss extends BuiltInLoss {
    private final Tensor weight;
    private final Reduction reduction;

    /** {@code nn.BCELoss()}. */
    public BCELoss() {
        this(null, Reduction.MEAN);
    }

    /** {@code nn.BCELoss(reduction=)}. */
    public BCELoss(Reduction reduction) {
        this(null, reduction);
    }

    /** {@code nn.BCELoss(weight=, reduction=)}. */
    public BCELoss(Tensor weight, Reduction reduction) {
        this.weight = weight == null ? null : registerBuffer("weight", weight);
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.binaryCrossEntropy(input, target, weight, reduction);
    }
}
