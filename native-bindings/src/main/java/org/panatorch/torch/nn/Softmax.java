package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softmax}. */
public final class Softmax extends BuiltInLayer {
    private final long dim;

    /** {@code nn.Softmax(dim)}. */
    public Softmax(long dim) {
        this.dim = dim;
    }

    @Override
    Tensor compute(Tensor x) {
        return x.softmax(dim);
    }

    @Override
    protected String extraRepr() {
        return "dim=" + dim;
    }
}
