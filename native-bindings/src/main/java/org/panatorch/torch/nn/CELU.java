package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CELU}. */
public final class CELU extends BuiltInLayer {
    private final double alpha;

    /** {@code nn.CELU()}. */
    public CELU() {
        this(1);
    }

    /** {@code nn.CELU(alpha)}. */
    public CELU(double alpha) {
        this.alpha = alpha;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.celu(x, alpha);
    }

    @Override
    protected String extraRepr() {
        return "alpha=" + Repr.of(alpha);
    }
}
