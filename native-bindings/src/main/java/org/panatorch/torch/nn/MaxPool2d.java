package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.ValuesIndices;

/** {@code torch.nn.MaxPool2d}: (B, C, H, W) to smaller ones. */
public final class MaxPool2d extends MaxPool {

    /** {@code nn.MaxPool2d(kernel_size)}. */
    public MaxPool2d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxPool2d(kernel_size, stride)}. */
    public MaxPool2d(long kernelSize, long stride) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code nn.MaxPool2d(kernel_size, stride, padding)}. */
    public MaxPool2d(long kernelSize, long stride, long padding) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.MaxPool2d(kernel_size, stride=, padding=, ...)}. */
    public MaxPool2d(long kernelSize, PoolOptions options) {
        super(new long[] {kernelSize}, options);
    }

    /** {@code nn.MaxPool2d(kernel_size, stride=, padding=, ...)} with a size for each dimension: {@code shape(2, 1)}. */
    public MaxPool2d(long[] kernelSize, PoolOptions options) {
        super(kernelSize, options);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.maxPool2d(x, kernelSize, options);
    }

    /**
     * {@code nn.MaxPool2d(..., return_indices=True)(x)}: values, and where in each channel they were, for {@link MaxUnpool2d}. Hooks do
     * not see it.
     */
    public ValuesIndices forwardWithIndices(Tensor x) {
        return F.maxPool2dWithIndices(x, kernelSize, options);
    }
}
