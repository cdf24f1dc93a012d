package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MSELoss}. */
public final class MSELoss extends BuiltInLoss {
    private final Reduction reduction;

    /** {@code nn.MSELoss()}. */
    public MSELoss() {
        this(Reduction.MEAN);
    }

    /** {@code nn.MSELoss(reduction=)}. */
    public MSELoss(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.mseLoss(input, target, reduction);
    }
}
