package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.MaxUnpool2d}: puts what {@link MaxPool2d#forwardWithIndices} gave back to where it was, among zeros. */
public final class MaxUnpool2d extends MaxUnpool {

    /** {@code nn.MaxUnpool2d(kernel_size)}. */
    public MaxUnpool2d(long kernelSize) {
        this(kernelSize, PoolOptions.DEFAULT);
    }

    /** {@code nn.MaxUnpool2d(kernel_size, stride=, padding=)}. */
    public MaxUnpool2d(long kernelSize, PoolOptions options) {
        super(2, kernelSize, options);
    }

    @Override
    Tensor unpool(Tensor x, Tensor indices, long[] outputSize) {
        return F.maxUnpool2d(x, indices, outputSize);
    }
}
