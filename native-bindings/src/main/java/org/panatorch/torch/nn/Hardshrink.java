package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Hardshrink}. */
public final class Hardshrink extends BuiltInLayer {
    private final double lambd;

    /** {@code nn.Hardshrink()}. */
    public Hardshrink() {
        this(0.5);
    }

    /** {@code nn.Hardshrink(lambd)}. */
    public Hardshrink(double lambd) {
        this.lambd = lambd;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.hardshrink(x, lambd);
    }

    @Override
    protected String extraRepr() {
        return Repr.of(lambd);
    }
}
