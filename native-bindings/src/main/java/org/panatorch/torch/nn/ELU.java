package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ELU}. */
public final class ELU extends BuiltInLayer {
    private final double alpha;

    /** {@code nn.ELU()}. */
    public ELU() {
        this(1);
    }

    /** {@code nn.ELU(alpha)}. */
    public ELU(double alpha) {
        this.alpha = alpha;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.elu(x, alpha);
    }

    @Override
    protected String extraRepr() {
        return "alpha=" + Repr.of(alpha);
    }
}
