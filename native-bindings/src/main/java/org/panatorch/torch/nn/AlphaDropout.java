package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** {@code torch.nn.AlphaDropout}: zeroes elements, and keeps mean and variance at random while training. */
public final class AlphaDropout extends BuiltInLayer {
    private final double p;

    /** {@code nn.AlphaDropout()}. */
    public AlphaDropout() {
        this(0.5);
    }

    /** {@code nn.AlphaDropout(p)}. */
    public AlphaDropout(double p) {
        this.p = probability(p);
    }

    @Override
    Tensor compute(Tensor x) {
        return Torch.op("alpha_dropout").callTensor(x, p, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
