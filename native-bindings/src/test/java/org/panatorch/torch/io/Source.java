package org.panatorch.torch.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.panatorch.torch.DType;

/** A contiguous tensor over bytes of its own. */
record Source(DType dtype, long[] shape, byte[] bytes) implements TensorSource {

    /** As many bytes as the shape needs, each different from its neighbours. */
    static Source of(DType dtype, long... shape) {
        var bytes = new byte[(int) Layout.byteSize(shape, dtype.itemSize)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (dtype == DType.BOOL ? i & 1 : i * 37 + 11);
        }
        return new Source(dtype, shape, bytes);
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        out.write(ByteBuffer.wrap(bytes));
    }
}
