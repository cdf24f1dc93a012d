package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AdaptiveAvgPool2d}: (B, C, H, W) to a given size. */
public final class AdaptiveAvgPool2d extends BuiltInLayer {
    private final long[] outputSize;

    /** {@code nn.AdaptiveAvgPool2d(output_size)}: one number, or one for each dimension. */
    public AdaptiveAvgPool2d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    Tensor compute(Tensor x) {
        return F.adaptiveAvgPool2d(x, outputSize);
    }

    @Override
    protected String extraRepr() {
        return "output_size=" + Repr.given(outputSize);
    }
}
