package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.HingeEmbeddingLoss}: of distances; target 1 for alike, -1 for unlike. */
public final class HingeEmbeddingLoss extends BuiltInLoss {
    private final double margin;
    private final Reduction reduction;

    /** {@code nn.HingeEmbeddingLoss()}. */
    public HingeEmbeddingLoss() {
        this(1, Reduction.MEAN);
    }

    /** {@code nn.HingeEmbeddingLoss(margin=, reduction=)}. */
    public HingeEmbeddingLoss(double margin, Reduction reduction) {
        this.margin = margin;
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.hingeEmbeddingLoss(input, target, margin, reduction);
    }
}
