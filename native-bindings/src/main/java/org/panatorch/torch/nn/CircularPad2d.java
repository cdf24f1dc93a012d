package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CircularPad2d}. */
public final class CircularPad2d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.CircularPad2d(padding)}: one number, or two for each dimension, the last dimension first. */
    public CircularPad2d(long... padding) {
        this.padding = ConvOptions.expand(padding, 4);
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
