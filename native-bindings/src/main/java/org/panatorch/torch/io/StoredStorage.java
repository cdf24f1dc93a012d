package org.panatorch.torch.io;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.panatorch.torch.DType;

/**
 * A run of bytes in an open weight file that one or more tensors look into. Tensors that shared their storage
 * when they were saved share one instance of this class.
 */
public final class StoredStorage {

    private static final int CHUNK = 1 << 16;
    private static final long NOWHERE = -1;

    private final FileBytes file;
    private final long byteSize;
    private final boolean bigEndian;
    private final Long crc;
    private DType dtype;
    private boolean untyped;
    private long position = NOWHERE;

    /** {@code dtype} null: bytes of no type yet; {@code crc} null: the format has none. */
    StoredStorage(FileBytes file, DType dtype, long byteSize, boolean bigEndian, Long crc) {
        this.file = file;
        this.untyped = dtype == null;
        this.dtype = untyped ? DType.UINT8 : dtype;
        this.byteSize = byteSize;
        this.bigEndian = bigEndian;
        this.crc = crc;
    }

    /** The legacy format tells where a storage lies only after the tensors that use it. */
    void locateAt(long filePosition) {
        if (filePosition < 0 || byteSize > file.size() - filePosition) {
            throw file.error("a storage of " + byteSize + " bytes at byte " + filePosition
                    + " runs past the end of the file (" + file.size() + " bytes)");
        }
        position = filePosition;
    }

    boolean isLocated() {
        return position != NOWHERE;
    }

    /** Newer dtypes lie in untyped storages; what they are is known when a tensor looks into them. */
    void seenAs(DType type) {
        if (untyped) {
            dtype = type;
            untyped = false;
        } else if (bigEndian && swapUnit(type) != swapUnit(dtype)) {
            throw file.error("one big-endian storage is used as " + dtype + " and as " + type);
        }
    }

    /** The type of the elements; where several tensors disagree, the first one's. */
    public DType dtype() {
        return dtype;
    }

    public long byteSize() {
        return byteSize;
    }

    /**
     * Where the bytes lie in the file, if they lie there as {@link #read} returns them and can be mapped.
     * Empty for big-endian files, which are turned around while reading.
     */
    public OptionalLong filePosition() {
        return isLocated() && !swaps() ? OptionalLong.of(position) : OptionalLong.empty();
    }

    /**
     * Fills {@code dst} with the bytes from {@code byteOffset} on, little-endian whatever the file's order.
     *
     * @throws IndexOutOfBoundsException if the storage has fewer bytes
     * @throws IllegalStateException if the file is closed
     */
    public void read(long byteOffset, ByteBuffer dst) {
        if (byteOffset < 0 || byteOffset > byteSize || dst.remaining() > byteSize - byteOffset) {
            throw new IndexOutOfBoundsException(
                    dst.remaining() + " bytes at " + byteOffset + " of a storage of " + byteSize);
        }
        if (!swaps()) {
            file.read(position + byteOffset, dst);
            return;
        }
        int unit = swapUnit(dtype);
        while (dst.hasRemaining()) {
            // Whole elements around the wanted bytes, turned around, then the wanted part of them.
            long first = byteOffset - byteOffset % unit;
            int skip = (int) (byteOffset - first);
            int wanted = Math.min(dst.remaining(), CHUNK);
            int length = (int) Math.min((long) (skip + wanted + unit - 1) / unit * unit, byteSize - first);
            var chunk = file.read(position + first, length);
            reverseEach(chunk.array(), length, unit);
            dst.put(chunk.array(), skip, wanted);
            byteOffset += wanted;
        }
    }

    private static void reverseEach(byte[] bytes, int length, int unit) {
        for (int start = 0; start + unit <= length; start += unit) {
            for (int i = start, j = start + unit - 1; i < j; i++, j--) {
                byte b = bytes[i];
                bytes[i] = bytes[j];
                bytes[j] = b;
            }
        }
    }

    private boolean swaps() {
        return bigEndian && swapUnit(dtype) > 1;
    }

    /** A complex number is two floats, each with its own byte order. */
    private static int swapUnit(DType dtype) {
        return dtype.isComplex() ? dtype.itemSize / 2 : dtype.itemSize;
    }

    /** Compares the bytes with the CRC-32 the file gives for them, if it gives one. */
    void verify() {
        if (crc == null) {
            return;
        }
        var sum = new java.util.zip.CRC32();
        var chunk = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < byteSize; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, byteSize - at));
            file.read(position + at, chunk);
            sum.update(chunk.flip());
        }
        if (sum.getValue() != crc) {
            throw file.error("the storage at byte " + position + " is damaged: its CRC-32 is %08x, %08x was expected"
                    .formatted(sum.getValue(), crc));
        }
    }

    @Override
    public String toString() {
        return "StoredStorage(" + dtype + ", " + byteSize + " bytes at " + position + ")";
    }
}
