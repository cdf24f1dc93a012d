package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softshrink}. */
public final class Softshrink extends BuiltInLayer {
    private final double lambd;

    /** {@code nn.Softshrink()}. */
    public Softshrink() {
        this(0.5);
    }

    /** {@code nn.Softshrink(lambd)}. */
    public Softshrink(double lambd) {
        this.lambd = lambd;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.softshrink(x, lambd);
    }

    @Override
    protected String extraRepr() {
        return Repr.of(lambd);
    }
}
