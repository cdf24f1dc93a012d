package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.ValuesIndices;

/** {@code torch.nn.MaxPool3d}: (B, C, D, H, W) to smaller ones. */
public final class MaxPool3d extends MaxPool {

    /** {@code nn.MaxPool3d(kernel_size)}. */
    public MaxPool3d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxPool3d(kernel_size, stride)}. */
    public MaxPool3d(long kernelSize, long stride) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride));
    }

    /** {@code nn.MaxPool3d(kernel_size, stride, padding)}. */
    public MaxPool3d(long kernelSize, long stride, long padding) {
        this(kernelSize, PoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /** {@code nn.MaxPool3d(kernel_size, stride=, padding=, ...)}. */
    public MaxPool3d(long kernelSize, PoolOptions options) {
        super(new long[] {kernelSize}, options);
    }

    /** {@code nn.MaxPool3d(kernel_size, stride=, padding=, ...)} with a size for each dimension: {@code shape(1, 2, 2)}. */
    public MaxPool3d(long[] kernelSize, PoolOptions options) {
        super(kernelSize, options);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.maxPool3d(x, kernelSize, options);
    }

    /**
     * {@code nn.MaxPool3d(..., return_indices=True)(x)}: values, and where in each channel they were, for {@link MaxUnpool3d}. Hooks do
     * not see it.
     */
    public ValuesIndices forwardWithIndices(Tensor x) {
        return F.maxPool3dWithIndices(x, kernelSize, options);
    }
}
