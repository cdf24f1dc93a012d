package org.panatorch.torch.ffm.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A part of an image in channels_last, some pixels with all their channels, as arrays for {@link Loops}; and what is said of
 * each channel, repeated for each of the pixels, so that a loop needs to know neither.
 *
 * <p>float32 is one array. bfloat16 is two, since a pair of them is an int: the first one for channels 0, 2, 4, ..., the second
 * for 1, 3, 5, ...
 */
final class Channels {
    /** Elements of an array, about: some arrays of that size fit into the processor's nearest cache. */
    private static final int LENGTH = 512;

    private final boolean bfloat16;
    private final int channels;
    /** Channels of one pixel in one array. */
    private final int row;
    private final int length;
    private final int[] pairs;
    private final int[][] bits = new int[2][];
    private final float[] upper;

    /** @param channels an even number for bfloat16 */
    Channels(int channels, boolean bfloat16) {
        this.bfloat16 = bfloat16;
        this.channels = channels;
        row = bfloat16 ? channels / 2 : channels;
        length = row * Integer.highestOneBit(Math.max(1, LENGTH / row));
        pairs = new int[bfloat16 ? length : 0];
        bits[0] = new int[pairs.length];
        bits[1] = new int[pairs.length];
        upper = new float[length];
    }

    /** Pixels of a full part. */
    int pixels() {
        return length / row;
    }

    /** Elements in one array of a part with so many pixels. */
    int elements(int pixels) {
        return pixels * row;
    }

    /** One array, or two. */
    float[][] arrays() {
        return new float[bfloat16 ? 2 : 1][length];
    }

    /** Bytes of so many pixels. */
    long bytes(long pixels) {
        return pixels * channels * (bfloat16 ? 2 : 4);
    }

    /** Reads {@code n} elements for each array. */
    void load(MemorySegment image, long offset, float[][] to, int n) {
        if (bfloat16) {
            MemorySegment.copy(image, ValueLayout.JAVA_INT_UNALIGNED, offset, pairs, 0, n);
            Loops.firstOfPairs(pairs, bits[0], n);
            Loops.secondOfPairs(pairs, bits[1], n);
            copy(bits[0], to[0], n);
            copy(bits[1], to[1], n);
        } else {
            MemorySegment.copy(image, ValueLayout.JAVA_FLOAT_UNALIGNED, offset, to[0], 0, n);
        }
    }

    /** Writes {@code n} elements of each array. */
    void store(float[][] from, MemorySegment image, long offset, int n) {
        if (bfloat16) {
            copy(from[0], bits[0], n);
            copy(from[1], bits[1], n);
            Loops.pairs(bits[0], bits[1], pairs, n);
            MemorySegment.copy(pairs, 0, image, ValueLayout.JAVA_INT_UNALIGNED, offset, n);
        } else {
            MemorySegment.copy(from[0], 0, image, ValueLayout.JAVA_FLOAT_UNALIGNED, offset, n);
        }
    }

    private static void copy(int[] bits, float[] values, int n) {
        MemorySegment.copy(MemorySegment.ofArray(bits), ValueLayout.JAVA_FLOAT, 0, values, 0, n);
    }

    private static void copy(float[] values, int[] bits, int n) {
        MemorySegment.copy(MemorySegment.ofArray(values), ValueLayout.JAVA_INT, 0, bits, 0, n);
    }

    /** One value for each channel, repeated for all pixels. */
    void spread(float[] values, float[][] to) {
        for (int a = 0; a < to.length; a++) {
            for (int i = 0; i < row; i++) {
                to[a][i] = values[i * to.length + a];
            }
            for (int filled = row; filled < length; filled *= 2) {
                System.arraycopy(to[a], 0, to[a], filled, filled);
            }
        }
    }

    /** The sum over all pixels, for each channel; destroys what it adds up. */
    void fold(float[][] from, float[] sums) {
        for (int a = 0; a < from.length; a++) {
            for (int half = length / 2; half >= row; half /= 2) {
                System.arraycopy(from[a], half, upper, 0, half);
                Loops.add(from[a], upper, half);
            }
            for (int i = 0; i < row; i++) {
                sums[i * from.length + a] = from[a][i];
            }
        }
    }
}
