package org.panatorch.torch.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the kind of zip that PyTorch's own writer does (caffe2/serialize/inline_container.cc over miniz):
 * nothing compressed, the data of every entry at a multiple of 64, padded by an extra field named FB, sizes
 * and CRC behind the data. PyTorch computes where storages lie from exactly this layout.
 */
final class ZipWriter {

    interface Content {
        void writeTo(WritableByteChannel out) throws IOException;
    }

    private static final int ALIGNMENT = 64;
    private static final long U32_MAX = 0xffffffffL;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int FLAG_DESCRIPTOR = 1 << 3;
    private static final int FLAG_UTF8 = 1 << 11;
    private static final int VERSION = 20;
    private static final int VERSION_ZIP64 = 45;
    /** 1980-01-01: no clock, so that the same tensors make the same file. */
    private static final int DATE = 1 << 5 | 1;

    private record Written(byte[] name, int flags, long crc, long size, long header) {
        boolean isBig() {
            return size >= U32_MAX || header >= U32_MAX;
        }
    }

    private final CountingChannel out;
    private final String folder;
    private final List<Written> entries = new ArrayList<>();

    ZipWriter(CountingChannel out, String folder) {
        this.out = out;
        this.folder = folder;
    }

    void entry(String name, byte[] bytes) throws IOException {
        entry(name, bytes.length, channel -> channel.write(ByteBuffer.wrap(bytes)));
    }

    void entry(String name, long size, Content content) throws IOException {
        var nameBytes = (folder + "/" + name).getBytes(StandardCharsets.UTF_8);
        long header = out.position();
        int flags = FLAG_UTF8 | (size > 0 ? FLAG_DESCRIPTOR : 0);
        writeHeader(nameBytes, flags, size, header);
        out.begin(size);
        content.writeTo(out);
        long crc = out.end(name);
        var entry = new Written(nameBytes, flags, crc, size, header);
        if (size > 0) {
            writeDescriptor(entry);
        }
        entries.add(entry);
    }

    private void writeHeader(byte[] name, int flags, long size, long header) throws IOException {
        var zip64 = zip64(size, size, header);
        long data = header + ZipArchive.LOCAL_LENGTH + name.length + zip64.length + 4;
        int padding = (int) (Math.ceilDiv(data, ALIGNMENT) * ALIGNMENT - data);
        int announced = size >= U32_MAX ? (int) U32_MAX : 0;
        var local = buffer(ZipArchive.LOCAL_LENGTH)
                .putInt(ZipArchive.LOCAL)
                .putShort((short) (zip64.length > 0 ? VERSION_ZIP64 : VERSION))
                .putShort((short) flags)
                .putShort((short) ZipEntry.STORED)
                .putShort((short) 0)
                .putShort((short) DATE)
                .putInt(0)
                .putInt(announced)
                .putInt(announced)
                .putShort((short) name.length)
                .putShort((short) (zip64.length + 4 + padding));
        out.write(local.flip());
        out.write(name);
        out.write(zip64);
        var pad = buffer(4 + padding).put((byte) 'F').put((byte) 'B').putShort((short) padding);
        while (pad.hasRemaining()) {
            pad.put((byte) 'Z');
        }
        out.write(pad.flip());
    }

    private void writeDescriptor(Written entry) throws IOException {
        var descriptor = buffer(24).putInt(DESCRIPTOR).putInt((int) entry.crc());
        if (entry.isBig()) {
            descriptor.putLong(entry.size()).putLong(entry.size());
        } else {
            descriptor.putInt((int) entry.size()).putInt((int) entry.size());
        }
        out.write(descriptor.flip());
    }

    /** The extra field that holds what does not fit into 32 bits; empty if all does. */
    private static byte[] zip64(long size, long compressedSize, long header) {
        if (size < U32_MAX && header < U32_MAX) {
            return new byte[0];
        }
        int length = (size >= U32_MAX ? 16 : 0) + (header >= U32_MAX ? 8 : 0);
        var extra = buffer(4 + length).putShort((short) ZipArchive.EXTRA_ZIP64).putShort((short) length);
        if (size >= U32_MAX) {
            extra.putLong(size).putLong(compressedSize);
        }
        if (header >= U32_MAX) {
            extra.putLong(header);
        }
        return extra.array();
    }

    /** Writes the directory. */
    void finish() throws IOException {
        long start = out.position();
        for (var entry : entries) {
            writeCentral(entry);
        }
        writeEnd(start, out.position() - start);
        out.flush();
    }

    private void writeCentral(Written entry) throws IOException {
        var zip64 = zip64(entry.size(), entry.size(), entry.header());
        int version = zip64.length > 0 ? VERSION_ZIP64 : VERSION;
        int size = (int) Math.min(U32_MAX, entry.size());
        var central = buffer(ZipArchive.CENTRAL_LENGTH)
                .putInt(ZipArchive.CENTRAL)
                .putShort((short) version)
                .putShort((short) version)
                .putShort((short) entry.flags())
                .putShort((short) ZipEntry.STORED)
                .putShort((short) 0)
                .putShort((short) DATE)
                .putInt((int) entry.crc())
                .putInt(size)
                .putInt(size)
                .putShort((short) entry.name().length)
                .putShort((short) zip64.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt((int) Math.min(U32_MAX, entry.header()));
        out.write(central.flip());
        out.write(entry.name());
        out.write(zip64);
    }

    private void writeEnd(long start, long length) throws IOException {
        int count = entries.size();
        if (start >= U32_MAX || length >= U32_MAX || count >= 0xffff) {
            long end64 = out.position();
            var records = buffer(ZipArchive.END64_LENGTH + ZipArchive.END64_LOCATOR_LENGTH)
                    .putInt(ZipArchive.END64)
                    .putLong(ZipArchive.END64_LENGTH - 12)
                    .putShort((short) VERSION_ZIP64)
                    .putShort((short) VERSION_ZIP64)
                    .putInt(0)
                    .putInt(0)
                    .putLong(count)
                    .putLong(count)
                    .putLong(length)
                    .putLong(start)
                    .putInt(ZipArchive.END64_LOCATOR)
                    .putInt(0)
                    .putLong(end64)
                    .putInt(1);
            out.write(records.flip());
        }
        var end = buffer(ZipArchive.END_LENGTH)
                .putInt(ZipArchive.END)
                .putInt(0)
                .putShort((short) Math.min(0xffff, count))
                .putShort((short) Math.min(0xffff, count))
                .putInt((int) Math.min(U32_MAX, length))
                .putInt((int) Math.min(U32_MAX, start))
                .putShort((short) 0);
        out.write(end.flip());
    }

    /** A number that changes with the names and the bytes; PyTorch stores one like it. */
    String serializationId() {
        long names = 0xcbf29ce484222325L;
        long sums = names;
        for (var entry : entries) {
            for (byte b : entry.name()) {
                names = (names ^ b) * 0x100000001b3L;
            }
            sums = (sums ^ entry.crc()) * 0x100000001b3L;
        }
        return digits(names) + digits(sums);
    }

    private static String digits(long number) {
        var digits = Long.toUnsignedString(number);
        return "0".repeat(20 - digits.length()) + digits;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
