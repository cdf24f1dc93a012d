package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MaxUnpool3d}: puts what {@link MaxPool3d#forwardWithIndices} gave back to where it was, among zeros. */
public final class MaxUnpool3d extends MaxUnpool {

    /** {@code nn.MaxUnpool3d(kernel_size)}. */
    public MaxUnpool3d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxUnpool3d(kernel_size, stride=, padding=)}. */
    public MaxUnpool3d(long kernelSize, PoolOptions options) {
        super(3, kernelSize, options);
    }

    @Override
    Tensor unpool(Tensor x, Tensor indices, long[] outputSize) {
        return F.maxUnpool3d(x, indices, options, outputSize);
    }
}
