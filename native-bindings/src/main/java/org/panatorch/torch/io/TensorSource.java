package org.panatorch.torch.io;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.panatorch.torch.DType;

/**
 * A tensor as the writers need it. The four methods without a default body suffice for a contiguous tensor of
 * its own; the others let tensors share a storage (tied weights, views), which only {@code .pth} files express.
 */
public interface TensorSource {

    DType dtype();

    /** Sizes, outermost first; empty for a tensor of no dimensions. */
    long[] shape();

    /** Bytes that {@link #writeTo} writes: the number of elements times their size. */
    long byteSize();

    /** Writes the elements in row-major order, little-endian: {@link #byteSize} bytes. */
    void writeTo(WritableByteChannel out) throws IOException;

    /** Tensors whose identities are equal share a storage, which is then written once. By default, this. */
    default Object storageIdentity() {
        return this;
    }

    /** Steps between elements of the storage, in elements; by default row-major. */
    default long[] stride() {
        return Layout.contiguousStride(shape());
    }

    /** Where in the storage the first element lies, in elements. */
    default long storageOffset() {
        return 0;
    }

    /** Bytes that {@link #writeStorageTo} writes. */
    default long storageByteSize() {
        return byteSize();
    }

    /** Writes the whole storage, little-endian; the same for every tensor with this identity. */
    default void writeStorageTo(WritableByteChannel out) throws IOException {
        writeTo(out);
    }
}
