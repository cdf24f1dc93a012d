package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReplicationPad3d}. */
public final class ReplicationPad3d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ReplicationPad3d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ReplicationPad3d(long... padding) {
        this.padding = ConvOptions.expand(padding, 6);
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
