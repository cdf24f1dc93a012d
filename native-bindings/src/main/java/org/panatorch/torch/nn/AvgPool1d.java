package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.AvgPool1d}: (B, C, L) to smaller ones. */
public final class AvgPool1d extends Pool {

    /** {@code nn.AvgPool1d(kernel_size)}. */
    public AvgPool1d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.AvgPool1d(kernel_size, stride)}. */
    public AvgPool1d(long kernelSize, long stride) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code nn.AvgPool1d(kernel_size, stride, padding)}. */
    public AvgPool1d(long kernelSize, long stride, long padding) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.AvgPool1d(kernel_size, stride=, padding=, ...)}. */
    public AvgPool1d(long kernelSize, PoolOptions options) {
        super(new long[] {kernelSize}, options);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.avgPool1d(x, kernelSize, options);
    }

    @Override
    protected String extraRepr() {
        return "kernel_size=" + Repr.tuple(kernelSize) + ", stride=" + Repr.tuple(options.strideOr(kernelSize)) + ", padding="
                + Repr.tuple(options.padding());
    }
}
