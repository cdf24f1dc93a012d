package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.UpsamplingNearest2d}. */
public final class UpsamplingNearest2d extends BuiltInLayer {
    private final double scaleFactor;

    /** {@code nn.UpsamplingNearest2d(scale_factor=scaleFactor)}. */
    public UpsamplingNearest2d(double scaleFactor) {
        this.scaleFactor = scaleFactor;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.interpolate(x, InterpolateOptions.DEFAULT.scaleFactor(scaleFactor).mode("nearest"));
    }

    @Override
    protected String extraRepr() {
        return "scale_factor=" + Repr.of(scaleFactor) + ", mode='nearest'";
    }
}
