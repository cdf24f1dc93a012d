package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.HuberLoss}. */
public final class HuberLoss extends BuiltInLoss {
    private final double delta;
    private final Reduction reduction;

    /** {@code nn.HuberLoss()}. */
    public HuberLoss() {
        this(1, Reduction.MEAN);
    }

    /** {@code nn.HuberLoss(reduction=)}. */
    public HuberLoss(Reduction reduction) {
        this(1, reduction);
    }

    /** {@code nn.HuberLoss(delta=, reduction=)}. */
    public HuberLoss(double delta, Reduction reduction) {
        this.delta = delta;
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.huberLoss(input, target, delta, reduction);
    }
}
