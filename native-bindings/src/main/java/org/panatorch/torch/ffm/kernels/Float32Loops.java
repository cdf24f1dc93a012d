package org.panatorch.torch.ffm.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** float32. */
final class Float32Loops implements NormLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private final int channels;
    private final int period;
    /** Bytes of an image, and from one period to the next. */
    private final long size;
    private final long step;

    Float32Loops(int pixels, int channels) {
        this.channels = channels;
        period = Math.max(channels, LANES);
        size = 4L * pixels * channels;
        step = 4L * period;
    }

    @Override
    public int period() {
        return period;
    }

    @Override
    public int channel(int place) {
        return place % channels;
    }

    private static FloatVector load(MemorySegment image, long offset) {
        return FloatVector.fromMemorySegment(SPECIES, image, offset, LITTLE_ENDIAN);
    }

    private static FloatVector load(float[] array, int place) {
        return FloatVector.fromArray(SPECIES, array, place);
    }

    @Override
    public void sums(MemorySegment x, float[] sums) {
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

    @Override
    public void squares(MemorySegment x, float[] mean, float[] squares) {
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

    @Override
    public void normalize(MemorySegment x, float[] mean, float[] scale, float[] shift, float floor, MemorySegment y) {
        for (int place = 0; place < period; place += LANES) {
            var m = load(mean, place);
            var s = load(scale, place);
            var t = load(shift, place);
            for (long offset = 4L * place; offset < size; offset += step) {
                var v = load(x, offset).sub(m).fma(s, t);
                v.blend(floor, v.compare(LT, floor)).intoMemorySegment(y, offset, LITTLE_ENDIAN);
            }
        }
    }

    @Override
    public void products(MemorySegment grad, MemorySegment x, Affine affine, float[] sums, float[] products) {
        for (int place = 0; place < period; place += LANES) {
            var m = load(affine.mean(), place);
            var s = load(affine.scale(), place);
            var t = load(affine.shift(), place);
            float floor = affine.floor();
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

    @Override
    public void gradient(MemorySegment grad, MemorySegment x, Affine affine, float[] constant, float[] slope, MemorySegment gradX) {
        for (int place = 0; place < period; place += LANES) {
            var m = load(affine.mean(), place);
            var s = load(affine.scale(), place);
            var t = load(affine.shift(), place);
            float floor = affine.floor();
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
