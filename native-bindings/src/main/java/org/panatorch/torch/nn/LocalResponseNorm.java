package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LocalResponseNorm} (Krizhevsky et al. 2012): over {@code size} neighbouring channels. */
public final class LocalResponseNorm extends BuiltInLayer {
    private final long size;
    private final double alpha;
    private final double beta;
    private final double k;

    /** {@code nn.LocalResponseNorm(size)}. */
    public LocalResponseNorm(long size) {
        this(size, 1e-4, 0.75, 1);
    }

    /** {@code nn.LocalResponseNorm(size, alpha, beta, k)}. */
    public LocalResponseNorm(long size, double alpha, double beta, double k) {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.localResponseNorm(x, size, alpha, beta, k);
    }

    @Override
    protected String extraRepr() {
        return size + ", alpha=" + Repr.of(alpha) + ", beta=" + Repr.of(beta) + ", k=" + Repr.of(k);
    }
}
