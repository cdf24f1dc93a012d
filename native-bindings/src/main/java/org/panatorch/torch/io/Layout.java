package org.panatorch.torch.io;

/** Arithmetic on shapes and strides, with every overflow caught. */
final class Layout {

    /** libtorch itself works with 64. */
    static final int MOST_DIMENSIONS = 64;

    private Layout() {
    }

    static long[] contiguousStride(long[] shape) {
        var stride = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            stride[i] = step;
            step *= Math.max(1, shape[i]);
        }
        return stride;
    }

    /** The number of bytes of {@code shape}'s elements, or -1 if it is negative or overflows. */
    static long byteSize(long[] shape, int itemSize) {
        // Zero sizes are left out of the product first: (2^40, 2^40, 0) overflows in libtorch too.
        long bytes = itemSize;
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                return -1;
            }
            empty |= size == 0;
            long high = Math.multiplyHigh(bytes, Math.max(1, size));
            bytes *= Math.max(1, size);
            if (high != 0 || bytes < 0) {
                return -1;
            }
        }
        return empty ? 0 : bytes;
    }

    /**
     * What is wrong with a view of {@code shape}, {@code stride} and {@code offset} (in elements) into
     * {@code storageBytes} bytes, or null if every element lies inside.
     */
    static String problem(long[] shape, long[] stride, long offset, int itemSize, long storageBytes) {
        if (shape.length > MOST_DIMENSIONS) {
            return shape.length + " dimensions, at most " + MOST_DIMENSIONS + " were expected";
        }
        if (shape.length != stride.length) {
            return shape.length + " sizes but " + stride.length + " strides";
        }
        long byteSize = byteSize(shape, itemSize);
        if (byteSize < 0) {
            return "a negative or overflowing size";
        }
        if (offset < 0) {
            return "the negative storage offset " + offset;
        }
        long last = offset;
        for (int i = 0; i < shape.length; i++) {
            if (stride[i] < 0) {
                return "the negative stride " + stride[i];
            }
            if (byteSize == 0) {
                continue;
            }
            long high = Math.multiplyHigh(shape[i] - 1, stride[i]);
            long reach = (shape[i] - 1) * stride[i];
            last += reach;
            if (high != 0 || reach < 0 || last < 0) {
                return "strides that overflow";
            }
        }
        long elements = storageBytes / itemSize;
        if (byteSize == 0 ? offset > elements : last >= elements) {
            return "its last element is number " + last + " of a storage of " + elements + " elements";
        }
        return null;
    }
}
