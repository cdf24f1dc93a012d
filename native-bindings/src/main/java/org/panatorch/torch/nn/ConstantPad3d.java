package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ConstantPad3d}. */
public final class ConstantPad3d extends BuiltInLayer {
    private final long[] padding;
    private final double value;

    /** {@code nn.ConstantPad3d(padding, value)}: one number, or two for each dimension, the last dimension first. */
    public ConstantPad3d(long[] padding, double value) {
        this.padding = ConvOptions.expand(padding, 6);
        this.value = value;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pad(x, padding, value);
    }

    @Override
    protected String extraRepr() {
        return "padding=" + Repr.tuple(padding) + ", value=" + Repr.of(value);
    }
}
