package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReflectionPad3d}. */
public final class ReflectionPad3d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ReflectionPad3d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ReflectionPad3d(long... padding) {
        this.padding = ConvOptions.expand(padding, 6);
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
