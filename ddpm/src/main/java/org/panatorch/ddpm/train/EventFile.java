package org.panatorch.ddpm.train;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars as TensorBoard reads them: a file of TFRecords, each a protocol buffer of type tensorflow.Event
 * (tensorflow/core/util/event.proto and summary.proto; tensorflow/core/lib/io/record_writer.h). TensorBoard merges all such
 * files of a folder, so a run that is resumed begins another.
 */
final class EventFile implements AutoCloseable {
    private static final String PREFIX = "events.out.tfevents.";
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final OutputStream out;

    private EventFile(OutputStream out) {
        this.out = out;
    }

    /** Whether a file of that name is such a file. */
    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    /** A new file in the folder. */
    static EventFile create(Path folder) throws IOException {
        long now = System.currentTimeMillis();
        var name = PREFIX + "%010d.%s.%d".formatted(now / 1000, "panatorch", ProcessHandle.current().pid());
        int n = 0;
        while (Files.exists(folder.resolve(name + "." + n))) {
            n++;
        }
        var file = new EventFile(new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(name + "." + n), StandardOpenOption.CREATE_NEW)));
        file.write(event(now / 1e3, 0, message(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8))));
        return file;
    }

    /** The values of a step by tag. */
    void scalars(long step, Map<String, Double> values) {
        var summary = new ByteArrayOutputStream();
        values.forEach((tag, value) -> {
            var entry = new ByteArrayOutputStream();
            entry.writeBytes(message(1, tag.getBytes(StandardCharsets.UTF_8)));
            entry.write(2 << 3 | FIXED32);
            entry.writeBytes(little(4).putFloat(value.floatValue()).array());
            summary.writeBytes(message(1, entry.toByteArray()));
        });
        try {
            write(event(System.currentTimeMillis() / 1e3, step, message(5, summary.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] event(double wallTime, long step, byte[] what) {
        var event = new ByteArrayOutputStream();
        event.write(1 << 3 | FIXED64);
        event.writeBytes(little(8).putDouble(wallTime).array());
        event.write(2 << 3 | VARINT);
        varint(event, step);
        event.writeBytes(what);
        return event.toByteArray();
    }

    private static byte[] message(int field, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(field << 3 | BYTES);
        varint(bytes, content.length);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static void varint(ByteArrayOutputStream to, long value) {
        for (; (value & ~0x7fL) != 0; value >>>= 7) {
            to.write((int) (value & 0x7f | 0x80));
        }
        to.write((int) value);
    }

    /** A TFRecord: length, its checksum, content, its checksum. */
    private void write(byte[] record) throws IOException {
        var length = little(8).putLong(record.length).array();
        out.write(length);
        out.write(little(4).putInt(masked(length)).array());
        out.write(record);
        out.write(little(4).putInt(masked(record)).array());
    }

    /** CRC-32C, rotated and shifted, so that a checksum of checksums is none. */
    private static int masked(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        return (value >>> 15 | value << 17) + 0xa282ead8;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
