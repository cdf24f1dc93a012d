package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CosineEmbeddingLoss}: target 1 for alike, -1 for unlike. */
public final class CosineEmbeddingLoss extends BuiltInModule {
    private final double margin;
    private final Reduction reduction;

    /** {@code nn.CosineEmbeddingLoss()}. */
    public CosineEmbeddingLoss() {
        this(0, Reduction.MEAN);
    }

    /** {@code nn.CosineEmbeddingLoss(margin=, reduction=)}. */
    public CosineEmbeddingLoss(double margin, Reduction reduction) {
        this.margin = margin;
        this.reduction = reduction;
    }

    /** {@code criterion(x1, x2, target)}. */
    public Tensor forward(Tensor x1, Tensor x2, Tensor target) {
        return withHooksAround(args -> F.cosineEmbeddingLoss(args[0], args[1], args[2], margin, reduction), x1, x2, target);
    }
}
