package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Hardtanh}. */
public final class Hardtanh extends BuiltInLayer {
    private final double minVal;
    private final double maxVal;

    /** {@code nn.Hardtanh()}. */
    public Hardtanh() {
        this(-1, 1);
    }

    /** {@code nn.Hardtanh(min_val, max_val)}. */
    public Hardtanh(double minVal, double maxVal) {
        this.minVal = minVal;
        this.maxVal = maxVal;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.hardtanh(x, minVal, maxVal);
    }

    @Override
    protected String extraRepr() {
        return "min_val=" + Repr.of(minVal) + ", max_val=" + Repr.of(maxVal);
    }
}
