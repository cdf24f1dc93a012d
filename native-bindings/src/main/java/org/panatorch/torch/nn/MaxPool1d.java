package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.ValuesIndices;

/** {@code torch.nn.MaxPool1d}: (B, C, L) to smaller ones. */
public final class MaxPool1d extends MaxPool {

    /** {@code nn.MaxPool1d(kernel_size)}. */
    public MaxPool1d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxPool1d(kernel_size, stride)}. */
    public MaxPool1d(long kernelSize, long stride) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code nn.MaxPool1d(kernel_size, stride, padding)}. */
    public MaxPool1d(long kernelSize, long stride, long padding) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.MaxPool1d(kernel_size, stride=, padding=, ...)}. */
    public MaxPool1d(long kernelSize, PoolOptions options) {
        super(new long[] {kernelSize}, options);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.maxPool1d(x, kernelSize, options);
    }

    /**
     * {@code nn.MaxPool1d(..., return_indices=True)(x)}: values, and where in each channel they were, for {@link MaxUnpool1d}. Hooks do
     * not see it.
     */
    public ValuesIndices forwardWithIndices(Tensor x) {
        return F.maxPool1dWithIndices(x, kernelSize, options);
    }
}
