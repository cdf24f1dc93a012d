package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AdaptiveAvgPool1d}: (B, C, L) to a given size. */
public final class AdaptiveAvgPool1d extends BuiltInLayer {
    private final long[] outputSize;

    /** {@code nn.AdaptiveAvgPool1d(output_size)}: one number, or one for each dimension. */
    public AdaptiveAvgPool1d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    Tensor compute(Tensor x) {
        return F.adaptiveAvgPool1d(x, outputSize);
    }

    @Override
    protected String extraRepr() {
        return "output_size=" + Repr.given(outputSize);
    }
}
