package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReflectionPad2d}. */
public final class ReflectionPad2d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ReflectionPad2d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ReflectionPad2d(long... padding) {
        this.padding = ConvOptions.expand(padding, 4);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pad(x, padding, "reflect");
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(padding);
    }
}
