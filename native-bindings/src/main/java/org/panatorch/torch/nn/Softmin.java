package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softmin}. */
public final class Softmin extends BuiltInLayer {
    private final long dim;

    /** {@code nn.Softmin(dim)}. */
    public Softmin(long dim) {
        this.dim = dim;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.softmin(x, dim);
    }

    @Override
    protected String extraRepr() {
        return "dim=" + dim;
    }
}
