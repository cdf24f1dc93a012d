package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MarginRankingLoss}: target 1 where the first should be larger, -1 where the second. */
public final class MarginRankingLoss extends BuiltInModule {
    private final double margin;
    private final Reduction reduction;

    /** {@code nn.MarginRankingLoss()}. */
    public MarginRankingLoss() {
        this(0, Reduction.MEAN);
    }

    /** {@code nn.MarginRankingLoss(margin=, reduction=)}. */
    public MarginRankingLoss(double margin, Reduction reduction) {
        this.margin = margin;
        this.reduction = reduction;
    }

    /** {@code criterion(x1, x2, target)}. */
    public Tensor forward(Tensor x1, Tensor x2, Tensor target) {
        return withHooksAround(args -> F.marginRankingLoss(args[0], args[1], args[2], margin, reduction), x1, x2, target);
    }
}
