package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.PixelShuffle}: (B, C r r, H, W) to (B, C, H r, W r). */
public final class PixelShuffle extends BuiltInLayer {
    private final long upscaleFactor;

    /** {@code nn.PixelShuffle(upscale_factor)}. */
    public PixelShuffle(long upscaleFactor) {
        this.upscaleFactor = upscaleFactor;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.pixelShuffle(x, upscaleFactor);
    }

    @Override
    protected String extraRepr() {
        return "upscale_factor=" + upscaleFactor;
    }
}
