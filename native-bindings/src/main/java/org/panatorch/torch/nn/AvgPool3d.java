package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AvgPool3d}: (B, C, D, H, W) to smaller ones. */
public final class AvgPool3d extends Pool {

    /** {@code nn.AvgPool3d(kernel_size)}. */
    public AvgPool3d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.AvgPool3d(kernel_size, stride)}. */
    public AvgPool3d(long kernelSize, long stride) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code nn.AvgPool3d(kernel_size, stride, padding)}. */
    public AvgPool3d(long kernelSize, long stride, long padding) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.AvgPool3d(kernel_size, stride=, padding=, ...)}. */
    public AvgPool3d(long kernelSize, PoolOptions options) {
        super(new long[] {kernelSize}, options);
    }

    /** {@code nn.AvgPool3d(kernel_size, stride=, padding=, ...)} with a size for each dimension: {@code shape(1, 2, 2)}. */
    public AvgPool3d(long[] kernelSize, PoolOptions options) {
        super(kernelSize, options);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.avgPool3d(x, kernelSize, options);
    }
}
