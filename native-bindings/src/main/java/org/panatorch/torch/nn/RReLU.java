package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.RReLU} (Xu et al. 2015, arXiv 1505.00853): a leaky ReLU of random slopes, in evaluation of their mean. */
public final class RReLU extends BuiltInLayer {
    private final double lower;
    private final double upper;

    /** {@code nn.RReLU()}: slopes from 1/8 to 1/3. */
    public RReLU() {
        this(1.0 / 8, 1.0 / 3);
    }

    /** {@code nn.RReLU(lower, upper)}. */
    public RReLU(double lower, double upper) {
        this.lower = lower;
        this.upper = upper;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.rrelu(x, lower, upper, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "lower=" + Repr.of(lower) + ", upper=" + Repr.of(upper);
    }
}
