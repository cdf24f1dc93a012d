package org.panatorch.torch.nn;

/**
 * The keyword arguments of the pooling layers and functions: {@code PoolOptions.DEFAULT.stride(2)}.
 *
 * <p>Stride, padding and dilation are one number, or one for each dimension.
 *
 * @param stride none, the default, means the kernel's size
 * @param padding on both sides; 0 by default
 * @param dilation of max pooling; 1 by default
 * @param ceilMode whether a part of a window counts at the end; false by default
 * @param countIncludePad whether an average counts the padding; true by default
 */
public record PoolOptions(long[] stride, long[] padding, long[] dilation, boolean ceilMode,
        boolean countIncludePad) {

    /** No keyword given. */
    public static final PoolOptions DEFAULT = new PoolOptions(new long[0], new long[] {0}, new long[] {1}, false, true);

    long[] strideOr(long[] kernelSize) {
        return stride.length == 0 || stride.length == 1 && stride[0] == 0 ? kernelSize : stride;
    }

    /** {@code stride=stride}. */
    public PoolOptions stride(long... stride) {
        return new PoolOptions(stride, padding, dilation, ceilMode, countIncludePad);
    }

    /** {@code padding=padding}. */
    public PoolOptions padding(long... padding) {
        return new PoolOptions(stride, padding, dilation, ceilMode, countIncludePad);
    }

    /** {@code dilation=dilation}. */
    public PoolOptions dilation(long... dilation) {
        return new PoolOptions(stride, padding, dilation, ceilMode, countIncludePad);
    }

    /** {@code ceil_mode=ceilMode}. */
    public PoolOptions ceilMode(boolean ceilMode) {
        return new PoolOptions(stride, padding, dilation, ceilMode, countIncludePad);
    }

    /** {@code count_include_pad=countIncludePad}. */
    public PoolOptions countIncludePad(boolean countIncludePad) {
        return new PoolOptions(stride, padding, dilation, ceilMode, countIncludePad);
    }
}
