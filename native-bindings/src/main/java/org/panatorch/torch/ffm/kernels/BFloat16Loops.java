package org.panatorch.torch.ffm.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * bfloat16, two in an int: the lower half of one is a channel's number, the upper half the next one's, and either is the upper
 * half of a float. So a vector of ints is two of floats, of the even channels and of the odd.
 */
final class BFloat16Loops implements NormLoops {
    private static final VectorSpecies<Integer> PAIRS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = PAIRS.length();
    /** Elements of a vector. */
    static final int ELEMENTS = 2 * LANES;

    private final int channels;
    private final int period;
    private final long size;
    private final long step;

    BFloat16Loops(int pixels, int channels) {
        this.channels = channels;
        period = Math.max(channels, ELEMENTS);
        size = 2L * pixels * channels;
        step = 2L * period;
    }

    @Override
    public int period() {
        return period;
    }

    /** Of each vector first the even ones, then the odd ones. */
    @Override
    public int channel(int place) {
        int inVector = place % ELEMENTS;
        int element = inVector < LANES ? 2 * inVector : 2 * (inVector - LANES) + 1;
        return (place - inVector + element) % channels;
    }

    private static IntVector load(MemorySegment image, long offset) {
        return IntVector.fromMemorySegment(PAIRS, image, offset, LITTLE_ENDIAN);
    }

    private static FloatVector even(IntVector pairs) {
        return pairs.lanewise(LSHL, 16).reinterpretAsFloats();
    }

    private static FloatVector odd(IntVector pairs) {
        return pairs.and(0xffff0000).reinterpretAsFloats();
    }

    private static FloatVector even(float[] array, int place) {
        return FloatVector.fromArray(SPECIES, array, place);
    }

    private static FloatVector odd(float[] array, int place) {
        return FloatVector.fromArray(SPECIES, array, place + LANES);
    }

    /** To the nearest, in the middle to the even one: in the upper half. */
    private static IntVector rounded(FloatVector values) {
        var bits = values.reinterpretAsInts();
        return bits.add(bits.lanewise(LSHR, 16).and(1)).add(0x7fff);
    }

    private static void store(FloatVector even, FloatVector odd, MemorySegment image, long offset) {
        rounded(even).lanewise(LSHR, 16).or(rounded(odd).and(0xffff0000)).intoMemorySegment(image, offset, LITTLE_ENDIAN);
    }

    @Override
    public void sums(MemorySegment x, float[] sums) {
        for (int place = 0; place < period; place += ELEMENTS) {
            var a = FloatVector.zero(SPECIES);
            var b = a;
            for (long offset = 2L * place; offset < size; offset += step) {
                var pairs = load(x, offset);
                a = a.add(even(pairs));
                b = b.add(odd(pairs));
            }
            a.intoArray(sums, place);
            b.intoArray(sums, place + LANES);
        }
    }

    @Override
    public void squares(MemorySegment x, float[] mean, float[] squares) {
        for (int place = 0; place < period; place += ELEMENTS) {
            var m0 = even(mean, place);
            var m1 = odd(mean, place);
            var a = FloatVector.zero(SPECIES);
            var b = a;
            for (long offset = 2L * place; offset < size; offset += step) {
                var pairs = load(x, offset);
                var d0 = even(pairs).sub(m0);
                var d1 = odd(pairs).sub(m1);
                a = d0.fma(d0, a);
                b = d1.fma(d1, b);
            }
            a.intoArray(squares, place);
            b.intoArray(squares, place + LANES);
        }
    }

    @Override
    public void normalize(MemorySegment x, float[] mean, float[] scale, float[] shift, float floor, MemorySegment y) {
        for (int place = 0; place < period; place += ELEMENTS) {
            var m0 = even(mean, place);
            var m1 = odd(mean, place);
            var s0 = even(scale, place);
            var s1 = odd(scale, place);
            var t0 = even(shift, place);
            var t1 = odd(shift, place);
            for (long offset = 2L * place; offset < size; offset += step) {
                var pairs = load(x, offset);
                var v0 = even(pairs).sub(m0).fma(s0, t0);
                var v1 = odd(pairs).sub(m1).fma(s1, t1);
                store(v0.blend(floor, v0.compare(LT, floor)), v1.blend(floor, v1.compare(LT, floor)), y, offset);
            }
        }
    }

    @Override
    public void products(MemorySegment grad, MemorySegment x, Affine affine, float[] sums, float[] products) {
        for (int place = 0; place < period; place += ELEMENTS) {
            var m0 = even(affine.mean(), place);
            var m1 = odd(affine.mean(), place);
            var s0 = even(affine.scale(), place);
            var s1 = odd(affine.scale(), place);
            var t0 = even(affine.shift(), place);
            var t1 = odd(affine.shift(), place);
            float floor = affine.floor();
            var sum0 = FloatVector.zero(SPECIES);
            var sum1 = sum0;
            var product0 = sum0;
            var product1 = sum0;
            for (long offset = 2L * place; offset < size; offset += step) {
                var pairs = load(x, offset);
                var gradPairs = load(grad, offset);
                var d0 = even(pairs).sub(m0);
                var d1 = odd(pairs).sub(m1);
                var g0 = even(gradPairs).blend(0, d0.fma(s0, t0).compare(LE, floor));
                var g1 = odd(gradPairs).blend(0, d1.fma(s1, t1).compare(LE, floor));
                sum0 = sum0.add(g0);
                sum1 = sum1.add(g1);
                product0 = g0.fma(d0, product0);
                product1 = g1.fma(d1, product1);
            }
            sum0.intoArray(sums, place);
            sum1.intoArray(sums, place + LANES);
            product0.intoArray(products, place);
            product1.intoArray(products, place + LANES);
        }
    }

    @Override
    public void gradient(MemorySegment grad, MemorySegment x, Affine affine, float[] constant, float[] slope, MemorySegment gradX) {
        for (int place = 0; place < period; place += ELEMENTS) {
            var m0 = even(affine.mean(), place);
            var m1 = odd(affine.mean(), place);
            var s0 = even(affine.scale(), place);
            var s1 = odd(affine.scale(), place);
            var t0 = even(affine.shift(), place);
            var t1 = odd(affine.shift(), place);
            float floor = affine.floor();
            var k0 = even(constant, place);
            var k1 = odd(constant, place);
            var l0 = even(slope, place);
            var l1 = odd(slope, place);
            for (long offset = 2L * place; offset < size; offset += step) {
                var pairs = load(x, offset);
                var gradPairs = load(grad, offset);
                var d0 = even(pairs).sub(m0);
                var d1 = odd(pairs).sub(m1);
                var g0 = even(gradPairs).blend(0, d0.fma(s0, t0).compare(LE, floor));
                var g1 = odd(gradPairs).blend(0, d1.fma(s1, t1).compare(LE, floor));
                store(g0.mul(s0).sub(k0).sub(d0.mul(l0)), g1.mul(s1).sub(k1).sub(d1.mul(l1)), gradX, offset);
            }
        }
    }
}
