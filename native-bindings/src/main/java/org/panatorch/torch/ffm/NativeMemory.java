package org.panatorch.torch.ffm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
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
        MemorySegment.copy(array, 0, at(address, bytes), layoutOf(array), 0, Array.getLength(array));
    }

    /** Fills a whole primitive array from native memory. */
    public static void copyOut(long address, long bytes, Object array) {
        MemorySegment.copy(at(address, bytes), layoutOf(array), 0, array, 0, Array.getLength(array));
    }

    /** A little-endian buffer over {@code length} bytes from {@code offset}: no copy, valid while the memory is. */
    public static ByteBuffer buffer(long address, long bytes, long offset, int length) {
        return at(address, bytes).asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * For the copy between memory and an array. The one between two segments, one of them over the array, copies fewer than
     * 64 bytes in a loop of its own, and that C2 of JDK 25.0.3 compiles wrongly once it has seen arrays of two types there:
     * the caller reads zeros from the new array, behind the first value.
     */
    private static ValueLayout layoutOf(Object array) {
        return switch (array) {
            case byte[] _ -> ValueLayout.JAVA_BYTE;
            case short[] _ -> ValueLayout.JAVA_SHORT_UNALIGNED;
            case int[] _ -> ValueLayout.JAVA_INT_UNALIGNED;
            case long[] _ -> ValueLayout.JAVA_LONG_UNALIGNED;
            case float[] _ -> ValueLayout.JAVA_FLOAT_UNALIGNED;
            case double[] _ -> ValueLayout.JAVA_DOUBLE_UNALIGNED;
            default -> throw new IllegalArgumentException("not a primitive array: " + array.getClass().getTypeName());
        };
    }
}
