package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AdaptiveMaxPool1d}: (B, C, L) to a given size. */
public final class AdaptiveMaxPool1d extends BuiltInLayer {
    private final long[] outputSize;

    /** {@code nn.AdaptiveMaxPool1d(output_size)}: one number, or one for each dimension. */
    public AdaptiveMaxPool1d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    Tensor compute(Tensor x) {
        return F.adaptiveMaxPool1d(x, outputSize);
    }

    @Override
    protected String extraRepr() {
        return "output_size=" + Repr.given(outputSize);
    }
}
