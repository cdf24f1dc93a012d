package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Dropout3d}: zeroes whole channels of (B, C, D, H, W) at random while training. */
public final class Dropout3d extends BuiltInLayer {
    private final double p;

    /** {@code nn.Dropout3d()}. */
    public Dropout3d() {
        this(0.5);
    }

    /** {@code nn.Dropout3d(p)}. */
    public Dropout3d(double p) {
        this.p = probability(p);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.dropout3d(x, p, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
