package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ZeroPad1d}. */
public final class ZeroPad1d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ZeroPad1d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ZeroPad1d(long... padding) {
        this.padding = ConvOptions.expand(padding, 2);
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
