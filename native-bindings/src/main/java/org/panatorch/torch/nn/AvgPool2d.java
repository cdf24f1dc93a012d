package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AvgPool2d}: (B, C, H, W) to smaller ones. */
public final class AvgPool2d extends Pool {

    /** {@code nn.AvgPool2d(kernel_size)}. */
    public AvgPool2d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.AvgPool2d(kernel_size, stride)}. */
    public AvgPool2d(long kernelSize, long stride) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code nn.AvgPool2d(kernel_size, stride, padding)}. */
    public AvgPool2d(long kernelSize, long stride, long padding) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.AvgPool2d(kernel_size, stride=, padding=, ...)}. */
    public AvgPool2d(long kernelSize, PoolOptions options) {
        super(new long[] {kernelSize}, options);
    }

    /** {@code nn.AvgPool2d(kernel_size, stride=, padding=, ...)} with a size for each dimension: {@code shape(2, 1)}. */
    public AvgPool2d(long[] kernelSize, PoolOptions options) {
        super(kernelSize, options);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.avgPool2d(x, kernelSize, options);
    }
}
