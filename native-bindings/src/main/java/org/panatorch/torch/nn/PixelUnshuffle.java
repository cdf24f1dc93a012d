package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.PixelUnshuffle}: (B, C, H r, W r) to (B, C r r, H, W). */
public final class PixelUnshuffle extends BuiltInLayer {
    private final long downscaleFactor;

    /** {@code nn.PixelUnshuffle(downscale_factor)}. */
    public PixelUnshuffle(long downscaleFactor) {
        this.downscaleFactor = downscaleFactor;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pixelUnshuffle(x, downscaleFactor);
    }

    @Override
    protected String extraRepr() {
        return "downscale_factor=" + downscaleFactor;
    }
}
