package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softplus}. */
public final class Softplus extends BuiltInLayer {
    private final double beta;
    private final double threshold;

    /** {@code nn.Softplus()}. */
    public Softplus() {
        this(1, 20);
    }

    /** {@code nn.Softplus(beta, threshold)}. */
    public Softplus(double beta, double threshold) {
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.softplus(x, beta, threshold);
    }

    @Override
    protected String extraRepr() {
        return "beta=" + Repr.of(beta) + ", threshold=" + Repr.of(threshold);
    }
}
