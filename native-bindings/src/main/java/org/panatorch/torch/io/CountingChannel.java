package org.panatorch.torch.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;

/** Writes to a file, counting the bytes and summing them up; refuses more than were announced. */
final class CountingChannel implements WritableByteChannel {

    private static final int SMALL = 1 << 13;
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final OutputStream buffer;
    private final CRC32 crc = new CRC32();
    private long position;
    private long limit = Long.MAX_VALUE;

    CountingChannel(FileChannel channel) {
        this.channel = channel;
        this.buffer = new BufferedOutputStream(Channels.newOutputStream(channel), SMALL);
    }

    long position() {
        return position;
    }

    /** Starts a part of the file that is to have {@code length} bytes. */
    void begin(long length) {
        limit = Math.addExact(position, length);
        crc.reset();
    }

    /** Ends the part and gives its CRC-32. */
    long end(String what) {
        if (position != limit) {
            throw new IllegalStateException(what + " wrote " + (limit - position) + " bytes less than its size");
        }
        limit = Long.MAX_VALUE;
        return crc.getValue();
    }

    void write(byte[] bytes) throws IOException {
        write(ByteBuffer.wrap(bytes));
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
        int length = src.remaining();
        if (length > limit - position) {
            throw new IllegalStateException("more bytes are written than the tensor's size");
        }
        position += length;
        if (length < SMALL && src.hasArray()) {
            int start = src.arrayOffset() + src.position();
            crc.update(src.array(), start, length);
            buffer.write(src.array(), start, length);
            src.position(src.limit());
            return length;
        }
        buffer.flush();
        // Sum and write the same megabyte while it is in the cache.
        int end = src.limit();
        while (src.position() < end) {
            src.limit(Math.min(end, src.position() + CHUNK));
            int start = src.position();
            crc.update(src);
            src.position(start);
            while (src.hasRemaining()) {
                channel.write(src);
            }
        }
        return length;
    }

    void flush() throws IOException {
        buffer.flush();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        // Who opened the file closes it.
    }
}
