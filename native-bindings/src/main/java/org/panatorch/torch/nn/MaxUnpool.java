package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** What {@link MaxUnpool1d} and its like have in common. */
abstract class MaxUnpool extends BuiltInModule {
    private final long[] kernelSize;
    final PoolOptions options;

    MaxUnpool(int n, long kernelSize, PoolOptions options) {
        this.kernelSize = ConvOptions.expand(new long[] {kernelSize}, n);
        this.options = new PoolOptions(ConvOptions.expand(options.strideOr(new long[] {kernelSize}), n),
                ConvOptions.expand(options.padding(), n), options.dilation(), options.ceilMode(), options.countIncludePad());
    }

    /** {@code unpool(x, indices)}: to the size that the pooling's windows cover. */
    public final Tensor forward(Tensor x, Tensor indices) {
        var size = new long[kernelSize.length];
        for (int d = 0; d < size.length; d++) {
            long in = x.size(x.dim() - size.length + d);
            size[d] = (in - 1) * options.stride()[d] - 2 * options.padding()[d] + kernelSize[d];
        }
        return forward(x, indices, size);
    }

    /** {@code unpool(x, indices, output_size=outputSize)}: to a size of which the windows did not cover the end. */
    public final Tensor forward(Tensor x, Tensor indices, long... outputSize) {
        return withHooks((a, b) -> unpool(a, b, outputSize), x, indices);
    }

    abstract Tensor unpool(Tensor x, Tensor indices, long[] outputSize);

    @Override
    protected final String extraRepr() {
        return "kernel_size=" + Repr.tuple(kernelSize) + ", stride=" + Repr.tuple(options.stride()) + ", padding="
                + Repr.tuple(options.padding());
    }
}
