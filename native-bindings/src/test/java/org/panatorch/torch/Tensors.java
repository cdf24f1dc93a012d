package org.panatorch.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Comparing tensors with expected values. */
public final class Tensors {
    private Tensors() {}

    public static long[] longs(long... values) {
        return values;
    }

    public static double[] doubles(double... values) {
        return values;
    }

    /** Type, shape and values, exactly. */
    public static void assertTensor(Tensor actual, DType dtype, long[] shape, double... values) {
        assertThat(actual.dtype()).isEqualTo(dtype);
        assertThat(actual.shape()).isEqualTo(shape);
        assertThat(actual.toDoubleArray()).isEqualTo(values);
    }

    /** Shape, and values to within {@code tolerance} times the largest expected value (at least 1). */
    public static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        var a = actual.toDoubleArray();
        var e = expected.toDoubleArray();
        double scale = Math.max(1, Arrays.stream(e).map(Math::abs).max().orElse(1));
        for (int i = 0; i < e.length; i++) {
            assertThat(Math.abs(a[i] - e[i])).as("%s[%d] is %s, expected %s", what, i, a[i], e[i])
                    .isLessThanOrEqualTo(tolerance * scale);
        }
    }
}
