package org.panatorch.torch.ffm.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link GroupNormKernel} over one image of float32. What is said of channels comes, and goes, in arrays of a
 * <em>period</em>: the elements after which the channels repeat, or as many as a vector has if that is more.
 */
final class NormLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private final int period;
    /** Bytes of an image, and from one period to the next. */
    private final long size;
    private final long step;

    /**
     * @param elements of an image: some periods
     * @param period some vectors
     */
    NormLoops(long elements, int period) {
        this.period = period;
        size = 4L * elements;
        step = 4L * period;
    }

    int period() {
        return period;
    }

    /** What the output is made of: {@code max(floor, (x - mean) * scale + shift)}, where the floor is minus infinity for no ReLU. */
    record Affine(float[] mean, float[] scale, float[] shift, float floor) {}

    private static FloatVector load(MemorySegment image, long offset) {
        return FloatVector.fromMemorySegment(SPECIES, image, offset, LITTLE_ENDIAN);
    }

    private static FloatVector load(float[] array, int place) {
        return FloatVector.fromArray(SPECIES, array, place);
    }

    /** {@code sums = sum(x)}. */
    void sums(MemorySegment x, float[] sums) {
        for (int place = 0; place < period; place += LANES) {
            // two sums, since an addition waits for the one before
            var a = FloatVector.zero(SPECIES);
            var b = a;
            long offset = 4L * place;
            for (; offset + step < size; offset += 2 * step) {
                a = a.add(load(x, offset));
                b = b.add(load(x, offset + step));
            }
            if (offset < size) {
                a = a.add(load(x, offset));
            }
            a.add(b).intoArray(sums, place);
        }
    }

    /** {@code squares = sum((x - mean)^2)}. */
    void squares(MemorySegment x, float[] mean, float[] squares) {
        for (int place = 0; place < period; place += LANES) {
            var m = load(mean, place);
            var a = FloatVector.zero(SPECIES);
            var b = a;
            long offset = 4L * place;
            for (; offset + step < size; offset += 2 * step) {
                var d = load(x, offset).sub(m);
                var e = load(x, offset + step).sub(m);
                a = d.fma(d, a);
                b = e.fma(e, b);
            }
            if (offset < size) {
                var d = load(x, offset).sub(m);
                a = d.fma(d, a);
            }
            a.add(b).intoArray(squares, place);
        }
    }

    /** NaN for NaN; {@code y} may be {@code x}. */
    void normalize(MemorySegment x, Affine affine, MemorySegment y) {
        float floor = affine.floor();
        for (int place = 0; place < period; place += LANES) {
            var m = load(affine.mean(), place);
            var s = load(affine.scale(), place);
            var t = load(affine.shift(), place);
            for (long offset = 4L * place; offset < size; offset += step) {
                var v = load(x, offset).sub(m).fma(s, t);
                v.blend(floor, v.compare(LT, floor)).intoMemorySegment(y, offset, LITTLE_ENDIAN);
            }
        }
    }

    /** With g the gradient where the output is above its floor, else 0: {@code sums = sum(g)}, {@code products = sum(g (x - mean))}. */
    void products(MemorySegment grad, MemorySegment x, Affine affine, float[] sums, float[] products) {
        float floor = affine.floor();
        for (int place = 0; place < period; place += LANES) {
            var m = load(affine.mean(), place);
            var s = load(affine.scale(), place);
            var t = load(affine.shift(), place);
            var sum = FloatVector.zero(SPECIES);
            var product = sum;
            for (long offset = 4L * place; offset < size; offset += step) {
                var d = load(x, offset).sub(m);
                var g = load(grad, offset);
                g = g.blend(0, d.fma(s, t).compare(LE, floor));
                sum = sum.add(g);
                product = g.fma(d, product);
            }
            sum.intoArray(sums, place);
            product.intoArray(products, place);
        }
    }

    /** With g as there: {@code gradX = g scale - constant - (x - mean) slope}; {@code gradX} may be {@code grad}. */
    void gradient(MemorySegment grad, MemorySegment x, Affine affine, float[] constant, float[] slope, MemorySegment gradX) {
        float floor = affine.floor();
        for (int place = 0; place < period; place += LANES) {
            var m = load(affine.mean(), place);
            var s = load(affine.scale(), place);
            var t = load(affine.shift(), place);
            var k = load(constant, place);
            var l = load(slope, place);
            for (long offset = 4L * place; offset < size; offset += step) {
                var d = load(x, offset).sub(m);
                var g = load(grad, offset);
                g = g.blend(0, d.fma(s, t).compare(LE, floor));
                g.mul(s).sub(k).sub(d.mul(l)).intoMemorySegment(gradX, offset, LITTLE_ENDIAN);
            }
        }
    }
}
