package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AvgPool2d}: (B, C, H, W) to smaller ones. */
public final class AvgPool2d extends BuiltInLayer {
    private final long kernelSize;
    private final PoolOptions options;

    /** {@code nn.AvgPool2d(kernel_size)}. */
    public AvgPool2d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.AvgPool2d(kernel_size, stride=, padding=, ...)}. */
    public AvgPool2d(long kernelSize, PoolOptions options) {
        this.kernelSize = kernelSize;
        this.options = options;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.avgPool2d(x, kernelSize, options);
    }

    @Override
    protected String extraRepr() {
        return "kernel_size=" + kernelSize + ", stride=" + options.strideOr(kernelSize) + ", padding=" + options.padding();
    }
}
