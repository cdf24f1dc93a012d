package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Dropout}: zeroes elements at random while training. */
public final class Dropout extends BuiltInLayer {
    private final double p;

    /** {@code nn.Dropout()}. */
    public Dropout() {
        this(0.5);
    }

    /** {@code nn.Dropout(p)}. */
    public Dropout(double p) {
        this.p = probability(p);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.dropout(x, p, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
