package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AdaptiveMaxPool3d}: (B, C, D, H, W) to a given size. */
public final class AdaptiveMaxPool3d extends BuiltInLayer {
    private final long[] outputSize;

    /** {@code nn.AdaptiveMaxPool3d(output_size)}: one number, or one for each dimension. */
    public AdaptiveMaxPool3d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    Tensor compute(Tensor x) {
        return F.adaptiveMaxPool3d(x, outputSize);
    }

    @Override
    protected String extraRepr() {
        return "output_size=" + Repr.given(outputSize);
    }
}
