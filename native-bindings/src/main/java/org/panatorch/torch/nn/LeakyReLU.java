package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LeakyReLU}. */
public final class LeakyReLU extends BuiltInLayer {
    private final double negativeSlope;

    /** {@code nn.LeakyReLU()}. */
    public LeakyReLU() {
        this(0.01);
    }

    /** {@code nn.LeakyReLU(negative_slope)}. */
    public LeakyReLU(double negativeSlope) {
        this.negativeSlope = negativeSlope;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.leakyRelu(x, negativeSlope);
    }

    @Override
    protected String extraRepr() {
        return "negative_slope=" + Repr.of(negativeSlope);
    }
}
