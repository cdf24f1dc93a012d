package org.panatorch.torch;

import java.util.Arrays;
import java.util.Locale;

/**
 * How the numbers of one tensor are printed, all alike: PyTorch's {@code _Formatter}.
 *
 * @param kind of notation
 * @param width of each number
 */
record NumberFormat(Kind kind, int width) {

    enum Kind { BOOLEAN, INTEGER, WHOLE, FIXED, SCIENTIFIC }

    static NumberFormat of(Tensor values) {
        var dtype = values.dtype();
        if (!dtype.isFloatingPoint()) {
            var kind = dtype == DType.BOOL ? Kind.BOOLEAN : Kind.INTEGER;
            return new NumberFormat(kind, Arrays.stream(values.toLongArray()).mapToInt(n -> text(kind, n).length()).max().orElse(1));
        }
        var finite = Arrays.stream(values.toDoubleArray()).filter(v -> Double.isFinite(v) && v != 0).toArray();
        if (finite.length == 0) {
            return new NumberFormat(Kind.WHOLE, 1);
        }
        double max = Arrays.stream(finite).map(Math::abs).max().orElse(1);
        double min = Arrays.stream(finite).map(Math::abs).min().orElse(1);
        boolean whole = Arrays.stream(finite).allMatch(v -> v == Math.ceil(v));
        boolean scientific = max / min > 1000 || max > 1e8 || !whole && min < 1e-4;
        var kind = scientific ? Kind.SCIENTIFIC : whole ? Kind.WHOLE : Kind.FIXED;
        return new NumberFormat(kind, Arrays.stream(finite).mapToInt(v -> text(kind, v).length()).max().orElse(1));
    }

    /** A tensor of no dimensions. */
    String print(Tensor value) {
        var text = value.dtype().isFloatingPoint() ? text(kind, value.item()) : text(kind, value.itemLong());
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String text(Kind kind, long value) {
        return kind == Kind.BOOLEAN ? value != 0 ? "True" : "False" : Long.toString(value);
    }

    private static String text(Kind kind, double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        return switch (kind) {
            case SCIENTIFIC -> String.format(Locale.ROOT, "%.4e", value);
            case WHOLE -> String.format(Locale.ROOT, "%.0f.", value);
            default -> String.format(Locale.ROOT, "%.4f", value);
        };
    }
}
