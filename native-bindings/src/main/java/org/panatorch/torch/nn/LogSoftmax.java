package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LogSoftmax}. */
public final class LogSoftmax extends BuiltInLayer {
    private final long dim;

    /** {@code nn.LogSoftmax(dim)}. */
    public LogSoftmax(long dim) {
        this.dim = dim;
    }

    @Override
    Tensor compute(Tensor x) {
        return x.logSoftmax(dim);
    }

    @Override
    protected String extraRepr() {
        return "dim=" + dim;
    }
}
