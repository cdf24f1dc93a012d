package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Dropout1d}: zeroes whole channels of (B, C, L) at random while training. */
public final class Dropout1d extends BuiltInLayer {
    private final double p;

    /** {@code nn.Dropout1d()}. */
    public Dropout1d() {
        this(0.5);
    }

    /** {@code nn.Dropout1d(p)}. */
    public Dropout1d(double p) {
        this.p = probability(p);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.dropout1d(x, p, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
