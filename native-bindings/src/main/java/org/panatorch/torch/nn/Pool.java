package org.panatorch.torch.nn;

/** What the pooling layers have in common: a window, and the keyword arguments. */
abstract class Pool extends BuiltInLayer {
    /** One number, or one for each dimension. */
    final long[] kernelSize;
    final PoolOptions options;

    Pool(long[] kernelSize, PoolOptions options) {
        this.kernelSize = kernelSize;
        this.options = options;
    }

    @Override
    protected String extraRepr() {
        return "kernel_size=" + Repr.given(kernelSize) + ", stride=" + Repr.given(options.strideOr(kernelSize)) + ", padding="
                + Repr.given(options.padding());
    }
}
