package org.panatorch.torch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * How the numbers of one tensor are printed, all alike: PyTorch's {@code _Formatter}.
 *
 * @param kind of notation
 * @param width of each number
 */
record NumberFormat(Kind kind, int width) {

    private static final int DIGITS = 4;

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
        // exact, and halves to even, as C's printf; Java's own format rounds halves up
        var exact = new BigDecimal(Math.abs(value));
        var sign = Math.copySign(1, value) < 0 ? "-" : "";
        return sign + switch (kind) {
            case SCIENTIFIC -> scientific(exact);
            case WHOLE -> exact.setScale(0, RoundingMode.HALF_EVEN).toPlainString() + ".";
            default -> exact.setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString();
        };
    }

    private static String scientific(BigDecimal exact) {
        if (exact.signum() == 0) {
            return "0.0000e+00";
        }
        var rounded = exact.round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        var digits = rounded.unscaledValue().toString();
        digits = (digits + "0".repeat(DIGITS)).substring(0, DIGITS + 1);
        return digits.charAt(0) + "." + digits.substring(1) + String.format("e%+03d", exponent);
    }
}
