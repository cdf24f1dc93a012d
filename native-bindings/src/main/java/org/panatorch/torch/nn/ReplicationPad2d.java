package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReplicationPad2d}. */
public final class ReplicationPad2d extends BuiltInLayer {
    private final long[] padding;

    /** {@code nn.ReplicationPad2d(padding)}: one number, or two for each dimension, the last dimension first. */
    public ReplicationPad2d(long... padding) {
        this.padding = ConvOptions.expand(padding, 4);
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
