package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Dropout2d}: zeroes whole channels at random while training. */
public final class Dropout2d extends BuiltInLayer {
    private final double p;

    /** {@code nn.Dropout2d()}. */
    public Dropout2d() {
        this(0.5);
    }

    /** {@code nn.Dropout2d(p)}. */
    public Dropout2d(double p) {
        this.p = probability(p);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.dropout2d(x, p, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
