package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.UpsamplingBilinear2d}: with aligned corners. */
public final class UpsamplingBilinear2d extends BuiltInLayer {
    private final double scaleFactor;

    /** {@code nn.UpsamplingBilinear2d(scale_factor=scaleFactor)}. */
    public UpsamplingBilinear2d(double scaleFactor) {
        this.scaleFactor = scaleFactor;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(scaleFactor).mode("bilinear").alignCorners(true));
    }

    @Override
    protected String extraRepr() {
        return "scale_factor=" + Repr.of(scaleFactor) + ", mode='bilinear'";
    }
}
