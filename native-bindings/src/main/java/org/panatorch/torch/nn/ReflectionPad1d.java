package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReflectionPad1d}. */
public final class ReflectionPad1d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ReflectionPad1d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ReflectionPad1d(long... padding) {
        this.padding = ConvOptions.expand(padding, 2);
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
