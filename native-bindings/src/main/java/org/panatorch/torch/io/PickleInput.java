package org.panatorch.torch.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of one or more pickles, in order; knows where it is, for error messages. */
final class PickleInput {

    private static final int BUFFER = 1 << 13;
    /** No real name or opcode argument is longer; it bounds what a single argument may allocate. */
    private static final long LONGEST_ARGUMENT = 1L << 28;
    private static final int LONGEST_LINE = 512;

    private final FileBytes file;
    private final String part;
    private final long end;
    private final ByteBuffer buffer;
    private final boolean inMemory;
    private long bufferEnd;

    private PickleInput(FileBytes file, String part, long start, long end, ByteBuffer buffer, boolean inMemory) {
        this.file = file;
        this.part = part;
        this.end = end;
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        this.inMemory = inMemory;
        this.bufferEnd = inMemory ? end : start;
    }

    /** Bytes {@code start} to {@code end} of the file. */
    static PickleInput of(FileBytes file, String part, long start, long end) {
        return new PickleInput(file, part, start, end, ByteBuffer.allocate(BUFFER).limit(0), false);
    }

    /** Bytes that had to be inflated first. */
    static PickleInput of(FileBytes file, String part, byte[] bytes) {
        return new PickleInput(file, part, 0, bytes.length, ByteBuffer.wrap(bytes), true);
    }

    long position() {
        return bufferEnd - buffer.remaining();
    }

    long remaining() {
        return end - position();
    }

    int u8() {
        return need(1).get() & 0xff;
    }

    int u16() {
        return need(2).getShort() & 0xffff;
    }

    int i32() {
        return need(4).getInt();
    }

    long u32() {
        return i32() & 0xffffffffL;
    }

    long i64() {
        return need(8).getLong();
    }

    double doubleBigEndian() {
        return Double.longBitsToDouble(Long.reverseBytes(i64()));
    }

    byte[] bytes(long length) {
        if (length < 0 || length > remaining()) {
            throw error("an argument of " + Long.toUnsignedString(length) + " bytes, " + remaining() + " are left");
        }
        if (length > LONGEST_ARGUMENT) {
            throw error("an argument of " + length + " bytes, at most " + LONGEST_ARGUMENT + " are read");
        }
        var bytes = new byte[(int) length];
        int buffered = Math.min(bytes.length, buffer.remaining());
        buffer.get(bytes, 0, buffered);
        if (buffered < bytes.length) {
            int rest = bytes.length - buffered;
            file.read(bufferEnd, ByteBuffer.wrap(bytes, buffered, rest));
            bufferEnd += rest;
        }
        return bytes;
    }

    String utf8(long length) {
        return utf8(bytes(length));
    }

    String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw error("a string that is not UTF-8");
        }
    }

    /** Text up to a newline, which is consumed. */
    String line() {
        var line = new StringBuilder();
        for (int c; (c = u8()) != '\n';) {
            if (line.length() == LONGEST_LINE || c < ' ' || c > '~') {
                throw error("a name that is not a line of plain text");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private ByteBuffer need(int count) {
        if (buffer.remaining() < count) {
            if (count > remaining()) {
                throw error("ends in the middle of an instruction");
            }
            if (!inMemory) {
                buffer.compact();
                buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + (end - bufferEnd)));
                int before = buffer.position();
                file.read(bufferEnd, buffer);
                bufferEnd += buffer.position() - before;
                buffer.flip();
            }
        }
        return buffer;
    }

    WeightsFormatException error(String problem) {
        return file.error(part + ", byte " + position() + ": " + problem);
    }
}
