package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Threshold}. */
public final class Threshold extends BuiltInLayer {
    private final double threshold;
    private final double value;

    /** {@code nn.Threshold(threshold, value)}. */
    public Threshold(double threshold, double value) {
        this.threshold = threshold;
        this.value = value;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.threshold(x, threshold, value);
    }

    @Override
    protected String extraRepr() {
        return "threshold=" + Repr.of(threshold) + ", value=" + Repr.of(value);
    }
}
