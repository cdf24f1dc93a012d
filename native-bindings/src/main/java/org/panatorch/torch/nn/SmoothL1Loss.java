package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SmoothL1Loss}. */
public final class SmoothL1Loss extends BuiltInLoss {
    private final double beta;
    private final Reduction reduction;

    /** {@code nn.SmoothL1Loss()}. */
    public SmoothL1Loss() {
        this(1, Reduction.MEAN);
    }

    /** {@code nn.SmoothL1Loss(reduction=)}. */
    public SmoothL1Loss(Reduction reduction) {
        this(1, reduction);
    }

    /** {@code nn.SmoothL1Loss(beta=, reduction=)}. */
    public SmoothL1Loss(double beta, Reduction reduction) {
        this.beta = beta;
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.smoothL1Loss(input, target, beta, reduction);
    }
}
