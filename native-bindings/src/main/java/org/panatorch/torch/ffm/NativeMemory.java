package org.panatorch.torch.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies between Java arrays and a tensor's own memory.
 *
 * <p>Every method takes the address of contiguous CPU memory that the caller keeps alive during the call, and the
 * number of bytes there: a copy outside them throws {@link IndexOutOfBoundsException}.
 */
public final class NativeMemory {
    private NativeMemory() {}

    private static MemorySegment at(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    /** Copies a whole primitive array ({@code byte[]}, {@code float[]}, {@code long[]}, ...) to native memory. */
    public static void copyIn(Object array, long address, long bytes) {
        var source = segmentOf(array);
        MemorySegment.copy(source, 0, at(address, bytes), 0, source.byteSize());
    }

    /** Fills a whole primitive array from native memory. */
    public static void copyOut(long address, long bytes, Object array) {
        var target = segmentOf(array);
        MemorySegment.copy(at(address, bytes), 0, target, 0, target.byteSize());
    }

    /** A little-endian buffer over {@code length} bytes from {@code offset}: no copy, valid while the memory is. */
    public static ByteBuffer buffer(long address, long bytes, long offset, int length) {
        return at(address, bytes).asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }


    private static MemorySegment segmentOf(Object array) {
        return switch (array) {
            case byte[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException("not a primitive array: " + array.getClass().getTypeName());
        };
    }
}
