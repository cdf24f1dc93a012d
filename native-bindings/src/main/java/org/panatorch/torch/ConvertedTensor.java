package org.panatorch.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.panatorch.torch.io.StoredTensor;
import org.panatorch.torch.io.TensorSource;

/** A tensor of a file on the way to another file, with its elements converted to another type, a part at a time. */
record ConvertedTensor(StoredTensor stored, DType dtype, AtomicLong overflows, LongConsumer written)
        implements TensorSource {
    private static final int CHUNK = 1 << 20;

    private interface Writes {
        void to(WritableByteChannel out) throws IOException;
    }

    @Override
    public long[] shape() {
        return stored.shape();
    }

    @Override
    public long byteSize() {
        return cast(stored.byteSize());
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        through(out, stored::writeTo);
    }

    @Override
    public Object storageIdentity() {
        return stored.storageIdentity();
    }

    @Override
    public long[] stride() {
        return stored.stride();
    }

    @Override
    public long storageOffset() {
        return stored.storageOffset();
    }

    @Override
    public long storageByteSize() {
        return cast(stored.storageByteSize());
    }

    @Override
    public void writeStorageTo(WritableByteChannel out) throws IOException {
        through(out, stored::writeStorageTo);
    }

    private void through(WritableByteChannel out, Writes bytes) throws IOException {
        var listening = new Listening(out, written);
        if (dtype == stored.dtype()) {
            bytes.to(listening);
            return;
        }
        try (var casting = new Casting(listening)) {
            bytes.to(casting);
        }
    }

    private long cast(long bytes) {
        return bytes / stored.dtype().itemSize * dtype.itemSize;
    }

    /** Takes elements of the old type and passes on elements of the new one. */
    private final class Casting implements WritableByteChannel {
        private final WritableByteChannel out;
        private final TensorScope scope = TensorScope.open();
        private final Tensor chunk = Torch.empty(new long[] {CHUNK}, Keywords.dtype(DType.UINT8));
        private final ByteBuffer buffer = chunk.bytes(0, CHUNK);

        Casting(WritableByteChannel out) {
            this.out = out;
        }

        @Override
        public int write(ByteBuffer src) throws IOException {
            int length = src.remaining();
            while (src.hasRemaining()) {
                int part = Math.min(src.remaining(), buffer.remaining());
                buffer.put(src.slice(src.position(), part));
                src.position(src.position() + part);
                if (!buffer.hasRemaining()) {
                    drain();
                }
            }
            return length;
        }

        private void drain() throws IOException {
            try (var _ = TensorScope.open()) {
                // A storage may end with a part of an element, which no tensor can look into.
                long whole = buffer.position() / stored.dtype().itemSize * stored.dtype().itemSize;
                var old = chunk.narrow(0, 0, whole).view(stored.dtype());
                var cast = old.to(dtype).contiguous();
                overflows.addAndGet(finite(old) - finite(cast));
                if (whole > 0) {
                    var bytes = cast.bytes(0, (int) cast.nbytes());
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                }
                buffer.clear();
            }
        }

        /** How many of the values are neither infinite nor NaN; not every type can tell itself. */
        private static long finite(Tensor tensor) {
            return Torch.op("isfinite").callTensor(tensor.to(DType.FLOAT64)).sum().itemLong();
        }

        @Override
        public boolean isOpen() {
            return out.isOpen();
        }

        @Override
        public void close() throws IOException {
            try (scope) {
                drain();
            }
        }
    }

    /** Tells how many bytes go by. */
    private record Listening(WritableByteChannel out, LongConsumer written) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer src) throws IOException {
            int count = out.write(src);
            written.accept(count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return out.isOpen();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
