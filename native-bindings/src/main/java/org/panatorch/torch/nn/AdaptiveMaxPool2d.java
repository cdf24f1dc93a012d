package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AdaptiveMaxPool2d}: (B, C, H, W) to a given size. */
public final class AdaptiveMaxPool2d extends BuiltInLayer {
    private final long[] outputSize;

    /** {@code nn.AdaptiveMaxPool2d(output_size)}: one number, or one for each dimension. */
    public AdaptiveMaxPool2d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    Tensor compute(Tensor x) {
        return F.adaptiveMaxPool2d(x, outputSize);
    }

    @Override
    protected String extraRepr() {
        return "output_size=" + Repr.given(outputSize);
    }
}
