package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.TripletMarginLoss} (Balntas et al. 2016): anchors, positives and negatives (B, D). */
public final class TripletMarginLoss extends BuiltInModule {
    private final double margin;
    private final double p;
    private final Reduction reduction;

    /** {@code nn.TripletMarginLoss()}. */
    public TripletMarginLoss() {
        this(1, 2, Reduction.MEAN);
    }

    /** {@code nn.TripletMarginLoss(margin=, p=, reduction=)}. */
    public TripletMarginLoss(double margin, double p, Reduction reduction) {
        this.margin = margin;
        this.p = p;
        this.reduction = reduction;
    }

    /** {@code criterion(anchor, positive, negative)}. */
    public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return withHooksAround(args -> F.tripletMarginLoss(args[0], args[1], args[2], margin, p, reduction),
                anchor, positive, negative);
    }
}
