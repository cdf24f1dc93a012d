package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.BCEWithLogitsLoss}. */
public final class BCEWithLogitsLoss extends BuiltInLoss {
    private final Tensor weight;
    private final Tensor posWeight;
    private final Reduction reduction;

    /** {@code nn.BCEWithLogitsLoss()}. */
    public BCEWithLogitsLoss() {
        this(null, null, Reduction.MEAN);
    }

    /** {@code nn.BCEWithLogitsLoss(reduction=)}. */
    public BCEWithLogitsLoss(Reduction reduction) {
        this(null, null, reduction);
    }

    /** {@code nn.BCEWithLogitsLoss(weight=, pos_weight=, reduction=)}. */
    public BCEWithLogitsLoss(Tensor weight, Tensor posWeight, Reduction reduction) {
        this.weight = weight == null ? null : registerBuffer("weight", weight);
        this.posWeight = posWeight == null ? null : registerBuffer("pos_weight", posWeight);
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.binaryCrossEntropyWithLogits(input, target, weight, posWeight, reduction);
    }
}
