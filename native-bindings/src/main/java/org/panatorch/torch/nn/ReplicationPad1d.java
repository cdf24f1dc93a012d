package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReplicationPad1d}. */
public final class ReplicationPad1d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ReplicationPad1d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ReplicationPad1d(long... padding) {
        this.padding = ConvOptions.expand(padding, 2);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pad(x, padding, "replicate");
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(padding);
    }
}
