package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CircularPad3d}. */
public final class CircularPad3d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.CircularPad3d(padding)}: one number, or two for each dimension, the last dimension first. */
    public CircularPad3d(long... padding) {
        this.padding = ConvOptions.expand(padding, 6);
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
