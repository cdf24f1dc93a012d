package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ZeroPad2d}. */
public final class ZeroPad2d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ZeroPad2d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ZeroPad2d(long... padding) {
        this.padding = ConvOptions.expand(padding, 4);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pad(x, padding, "constant");
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(padding);
    }
}
