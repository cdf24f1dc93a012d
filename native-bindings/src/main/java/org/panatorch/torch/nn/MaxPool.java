package org.panatorch.torch.nn;

/** What {@link MaxPool1d} and its like have in common. */
abstract class MaxPool extends Pool {

    MaxPool(long[] kernelSize, PoolOptions options) {
        super(kernelSize, options);
    }

    @Override
    protected final String extraRepr() {
        return super.extraRepr() + ", dilation=" + Repr.given(options.dilation()) + ", ceil_mode=" + Repr.of(options.ceilMode());
    }
}
