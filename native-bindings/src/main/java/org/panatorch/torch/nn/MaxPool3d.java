package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MaxPool3d}: (B, C, D, H, W) to smaller ones. */
public final class MaxPool3d extends BuiltInLayer {
    private final long kernelSize;
    private final PoolOptions options;

    /** {@code nn.MaxPool3d(kernel_size)}. */
    public MaxPool3d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxPool3d(kernel_size, stride=, padding=, ...)}. */
    public MaxPool3d(long kernelSize, PoolOptions options) {
        this.kernelSize = kernelSize;
        this.options = options;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.maxPool3d(x, kernelSize, options);
    }

    @Override
    protected String extraRepr() {
        return "kernel_size=" + kernelSize + ", stride=" + options.strideOr(kernelSize) + ", padding=" + options.padding()
                + ", dilation=" + options.dilation() + ", ceil_mode=" + Repr.of(options.ceilMode());
    }
}
