package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AvgPool3d}: (B, C, D, H, W) to smaller ones. */
public final class AvgPool3d extends BuiltInLayer {
    private final long kernelSize;
    private final PoolOptions options;

    /** {@code nn.AvgPool3d(kernel_size)}. */
    public AvgPool3d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.AvgPool3d(kernel_size, stride=, padding=, ...)}. */
    public AvgPool3d(long kernelSize, PoolOptions options) {
        this.kernelSize = kernelSize;
        this.options = options;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.avgPool3d(x, kernelSize, options);
    }

    @Override
    protected String extraRepr() {
        return "kernel_size=" + kernelSize + ", stride=" + options.strideOr(kernelSize) + ", padding=" + options.padding();
    }
}
