package org.panatorch.torch.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.panatorch.torch.DType;

/**
 * A tensor in an open weight file: its type, its shape, and the view into a storage that it is. Every element
 * is known to lie inside the storage.
 *
 * <p>A stride may be 0 (an expanded tensor), so {@link #byteSize} can exceed the file; compare it with
 * {@code storage().byteSize()} before allocating that much, or rebuild the view over the storage.
 */
public final class StoredTensor implements TensorSource {

    private static final int CHUNK = 1 << 16;

    private final DType dtype;
    private final long[] shape;
    private final long[] stride;
    private final long storageOffset;
    private final StoredStorage storage;

    /** The caller has asked {@link Layout#problem}. */
    StoredTensor(DType dtype, long[] shape, long[] stride, long storageOffset, StoredStorage storage) {
        this.dtype = dtype;
        this.shape = shape;
        this.stride = stride;
        this.storageOffset = storageOffset;
        this.storage = storage;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public long[] stride() {
        return stride.clone();
    }

    @Override
    public long storageOffset() {
        return storageOffset;
    }

    public StoredStorage storage() {
        return storage;
    }

    @Override
    public long byteSize() {
        return Layout.byteSize(shape, dtype.itemSize);
    }

    /** Whether the elements lie in row-major order without gaps: {@code Tensor.is_contiguous()}. */
    public boolean isContiguous() {
        if (byteSize() == 0) {
            return true;
        }
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && stride[i] != step) {
                return false;
            }
            step *= shape[i];
        }
        return true;
    }

    @Override
    public Object storageIdentity() {
        return storage;
    }

    @Override
    public long storageByteSize() {
        return storage.byteSize();
    }

    @Override
    public void writeStorageTo(WritableByteChannel out) throws IOException {
        copy(0, storage.byteSize(), ByteBuffer.allocate(CHUNK), out);
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        long bytes = byteSize();
        if (bytes == 0) {
            return;
        }
        var chunk = ByteBuffer.allocate(CHUNK);
        if (isContiguous()) {
            copy(storageOffset * dtype.itemSize, bytes, chunk, out);
            return;
        }
        // One element at a time, from a window of the storage that follows the index.
        var index = new long[shape.length];
        var window = new Window();
        for (long written = 0; written < bytes; written += dtype.itemSize) {
            if (chunk.remaining() < dtype.itemSize) {
                drain(chunk.flip(), out);
                chunk.clear();
            }
            window.copyElement(elementAt(index), chunk);
            for (int i = shape.length - 1; i >= 0 && ++index[i] == shape[i]; i--) {
                index[i] = 0;
            }
        }
        drain(chunk.flip(), out);
    }

    private long elementAt(long[] index) {
        long element = storageOffset;
        for (int i = 0; i < index.length; i++) {
            element += index[i] * stride[i];
        }
        return element * dtype.itemSize;
    }

    private void copy(long from, long bytes, ByteBuffer chunk, WritableByteChannel out) throws IOException {
        for (long done = 0; done < bytes; done += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, bytes - done));
            storage.read(from + done, chunk);
            drain(chunk.flip(), out);
        }
    }

    private static void drain(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Bytes of the storage read ahead, so that neighbours cost one read. */
    private final class Window {
        private static final int LENGTH = 1 << 12;
        private final byte[] bytes = new byte[LENGTH];
        private long start;
        private int length;

        void copyElement(long at, ByteBuffer dst) {
            if (at < start || at + dtype.itemSize > start + length) {
                start = at;
                length = (int) Math.min(LENGTH, storage.byteSize() - at);
                storage.read(at, ByteBuffer.wrap(bytes, 0, length));
            }
            dst.put(bytes, (int) (at - start), dtype.itemSize);
        }
    }

    @Override
    public String toString() {
        return "StoredTensor(" + dtype + ", " + Arrays.toString(shape) + ")";
    }
}
