package org.panatorch.ddpm.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Makes small IDX files for tests. */
final class IdxBytes {

    private IdxBytes() {}

    /** An IDX file of unsigned bytes with these dimensions and 0, 1, 2 and so on as data. */
    static byte[] idx(int... shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) i;
        }
        return with(0x08, shape, data);
    }

    /** Any type, any claimed shape, any data. */
    static byte[] with(int type, int[] shape, byte[] data) {
        var buffer = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
        buffer.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
        for (int length : shape) {
            buffer.putInt(length);
        }
        return buffer.put(data).array();
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
