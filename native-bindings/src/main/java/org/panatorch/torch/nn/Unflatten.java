package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Unflatten}: one dimension to several. */
public final class Unflatten extends BuiltInLayer {
    private final long dim;
    private final long[] unflattenedSize;

    /** {@code nn.Unflatten(dim, unflattened_size)}. */
    public Unflatten(long dim, long... unflattenedSize) {
        this.dim = dim;
        this.unflattenedSize = unflattenedSize.clone();
    }

    @Override
    Tensor compute(Tensor x) {
        return x.unflatten(dim, unflattenedSize);
    }

    @Override
    protected String extraRepr() {
        return "dim=" + dim + ", unflattened_size=" + Repr.tuple(unflattenedSize);
    }
}
