package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.NLLLoss}: of log-probabilities (B, C, ...) and classes (B, ...). */
public final class NLLLoss extends BuiltInLoss {
    private final Tensor weight;
    private final long ignoreIndex;
    private final Reduction reduction;

    /** {@code nn.NLLLoss()}. */
    public NLLLoss() {
        this(null, -100, Reduction.MEAN);
    }

    /** {@code nn.NLLLoss(reduction=)}. */
    public NLLLoss(Reduction reduction) {
        this(null, -100, reduction);
    }

    /** {@code nn.NLLLoss(weight=, ignore_index=, reduction=)}. */
    public NLLLoss(Tensor weight, long ignoreIndex, Reduction reduction) {
        this.weight = weight == null ? null : registerBuffer("weight", weight);
        this.ignoreIndex = ignoreIndex;
        this.reduction = reduction;
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.nllLoss(input, target, weight, ignoreIndex, reduction);
    }
}
