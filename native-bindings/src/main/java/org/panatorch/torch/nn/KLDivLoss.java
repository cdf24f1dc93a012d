package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.KLDivLoss}: of log-probabilities and probabilities. */
public final class KLDivLoss extends BuiltInLoss {
    private final Reduction reduction;

    /** {@code nn.KLDivLoss()}. */
    public KLDivLoss() {
        this(Reduction.MEAN);
    }

    /** {@code nn.KLDivLoss(reduction=)}. */
    public KLDivLoss(Reduction reduction) {
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.klDiv(input, target, reduction, false);
    }
}
