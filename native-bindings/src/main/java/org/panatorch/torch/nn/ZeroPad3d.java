package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ZeroPad3d}. */
public final class ZeroPad3d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ZeroPad3d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ZeroPad3d(long... padding) {
        this.padding = ConvOptions.expand(padding, 6);
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
