package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CrossEntropyLoss}: of logits (B, C, ...), and classes (B, ...) or probabilities. */
public final class CrossEntropyLoss extends BuiltInLoss {
    private final CrossEntropyOptions options;

    /** {@code nn.CrossEntropyLoss()}. */
    public CrossEntropyLoss() {
        this(CrossEntropyOptions.DEFAULT);
    }

    /** {@code nn.CrossEntropyLoss(reduction=)}. */
    public CrossEntropyLoss(Reduction reduction) {
        this(CrossEntropyOptions.DEFAULT.reduction(reduction));
    }

    /** {@code nn.CrossEntropyLoss(weight=, ignore_index=, reduction=, label_smoothing=)}. */
    public CrossEntropyLoss(CrossEntropyOptions options) {
        this.options = options.weight() == null ? options : options.weight(registerBuffer("weight", options.weight()));
    }

    @Override
    Tensor compute(Tensor input, Tensor target) {
        return F.crossEntropy(input, target, options);
    }
}
