package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ConstantPad2d}. */
public final class ConstantPad2d extends BuiltInLayer {
    private final long[] padding;
    private final double value;

    /** {@code nn.ConstantPad2d(padding, value)}: one number, or two for each dimension, the last dimension first. */
    public ConstantPad2d(long[] padding, double value) {
        this.padding = ConvOptions.expand(padding, 4);
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
