package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CircularPad1d}. */
public final class CircularPad1d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.CircularPad1d(padding)}: one number, or two for each dimension, the last dimension first. */
    public CircularPad1d(long... padding) {
        this.padding = ConvOptions.expand(padding, 2);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pad(x, padding, "circular");
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(padding);
    }
}
