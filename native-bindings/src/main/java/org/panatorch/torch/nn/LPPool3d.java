package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LPPool3d}: the p-norm of each window. */
public final class LPPool3d extends BuiltInLayer {
    private final double normType;
    private final long kernelSize;
    private final long stride;

    /** {@code nn.LPPool3d(norm_type, kernel_size)}. */
    public LPPool3d(double normType, long kernelSize) {
        this(normType, kernelSize, kernelSize);
    }

    /** {@code nn.LPPool3d(norm_type, kernel_size, stride)}. */
    public LPPool3d(double normType, long kernelSize, long stride) {
        this.normType = normType;
        this.kernelSize = kernelSize;
        this.stride = stride;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.lpPool3d(x, normType, kernelSize, stride);
    }

    @Override
    protected String extraRepr() {
        return "norm_type=" + Repr.of(normType) + ", kernel_size=" + kernelSize + ", stride=" + stride + ", ceil_mode=False";
    }
}
