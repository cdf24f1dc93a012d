package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LPPool2d}: the p-norm of each window. */
public final class LPPool2d extends BuiltInLayer {
    private final double normType;
    private final long kernelSize;
    private final long stride;

    /** {@code nn.LPPool2d(norm_type, kernel_size)}. */
    public LPPool2d(double normType, long kernelSize) {
        this(normType, kernelSize, kernelSize);
    }

    /** {@code nn.LPPool2d(norm_type, kernel_size, stride)}. */
    public LPPool2d(double normType, long kernelSize, long stride) {
        this.normType = normType;
        this.kernelSize = kernelSize;
        this.stride = stride;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.lpPool2d(x, normType, kernelSize, stride);
    }

    @Override
    protected String extraRepr() {
        return "norm_type=" + Repr.of(normType) + ", kernel_size=" + kernelSize + ", stride=" + stride + ", ceil_mode=False";
    }
}
