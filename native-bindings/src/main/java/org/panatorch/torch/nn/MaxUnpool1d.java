package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MaxUnpool1d}: puts what {@link MaxPool1d#forwardWithIndices} gave back to where it was, among zeros. */
public final class MaxUnpool1d extends MaxUnpool {

    /** {@code nn.MaxUnpool1d(kernel_size)}. */
    public MaxUnpool1d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxUnpool1d(kernel_size, stride=, padding=)}. */
    public MaxUnpool1d(long kernelSize, PoolOptions options) {
        super(1, kernelSize, options);
    }

    @Override
    Tensor unpool(Tensor x, Tensor indices, long[] outputSize) {
        return F.maxUnpool1d(x, indices, outputSize);
    }
}
