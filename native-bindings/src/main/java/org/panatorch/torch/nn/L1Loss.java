package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.L1Loss}. */
public final class L1Loss extends BuiltInLoss {
    private final Reduction reduction;

    /** {@code nn.L1Loss()}. */
    public L1Loss() {
        this(Reduction.MEAN);
    }

    /** {@code nn.L1Loss(reduction=)}. */
    public L1Loss(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.l1Loss(input, target, reduction);
    }
}
