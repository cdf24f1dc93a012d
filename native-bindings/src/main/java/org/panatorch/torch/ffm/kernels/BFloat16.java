package org.panatorch.torch.ffm.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * bfloat16 to float32 and back. Two of them are an int, and each is the upper half of a float: a vector of ints becomes one of
 * floats of the even elements, and behind it one of the odd.
 */
final class BFloat16 {
    private static final VectorSpecies<Integer> PAIRS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = PAIRS.length();
    private static final int UPPER = 0xffff0000;
    /** Elements of a vector of pairs. */
    static final int ELEMENTS = 2 * LANES;

    private BFloat16() {}

    /** The element that a float is of. */
    static int element(int place) {
        int inVector = place % ELEMENTS;
        return place - inVector + (inVector < LANES ? 2 * inVector : 2 * (inVector - LANES) + 1);
    }

    /** All that there are in the first, whose size is some vectors'. */
    static void unpack(MemorySegment bfloats, MemorySegment floats) {
        for (long offset = 0; offset < bfloats.byteSize(); offset += PAIRS.vectorByteSize()) {
            var pairs = IntVector.fromMemorySegment(PAIRS, bfloats, offset, LITTLE_ENDIAN);
            pairs.lanewise(LSHL, 16).intoMemorySegment(floats, 2 * offset, LITTLE_ENDIAN);
            pairs.and(UPPER).intoMemorySegment(floats, 2 * offset + PAIRS.vectorByteSize(), LITTLE_ENDIAN);
        }
    }

    /** As many as there is room for in the second. */
    static void pack(MemorySegment floats, MemorySegment bfloats) {
        for (long offset = 0; offset < bfloats.byteSize(); offset += PAIRS.vectorByteSize()) {
            var even = rounded(IntVector.fromMemorySegment(PAIRS, floats, 2 * offset, LITTLE_ENDIAN));
            var odd = rounded(IntVector.fromMemorySegment(PAIRS, floats, 2 * offset + PAIRS.vectorByteSize(), LITTLE_ENDIAN));
            even.lanewise(LSHR, 16).or(odd.and(UPPER)).intoMemorySegment(bfloats, offset, LITTLE_ENDIAN);
        }
    }

    /** To the nearest, in the middle to the even one: in the upper half. */
    private static IntVector rounded(IntVector bits) {
        return bits.add(bits.lanewise(LSHR, 16).and(1)).add(0x7fff);
    }
}
