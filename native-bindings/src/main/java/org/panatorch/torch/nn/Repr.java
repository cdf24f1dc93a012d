package org.panatorch.torch.nn;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.panatorch.torch.Tensor;

/** Values as Python prints them. */
final class Repr {
    private Repr() {}

    /** {@code repr(float)}: {@code 1e-05}, {@code 0.1}, {@code 1.0}. */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (value == 0 || size >= 1e-4 && size < 1e16) {
            var plain = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        var unscaled = digits.unscaledValue().abs().toString();
        int exponent = unscaled.length() - 1 - digits.scale();
        return (value < 0 ? "-" : "") + unscaled.charAt(0) + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
                + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** {@code repr(bool)}. */
    static String of(boolean value) {
        return value ? "True" : "False";
    }

    /** {@code repr(tuple)}: {@code (3, 3)}, {@code (3,)}. */
    static String tuple(long... values) {
        return Arrays.stream(values).mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", values.length == 1 ? ",)" : ")"));
    }

    /** A parameter in a container: {@code Parameter containing: [torch.float32 of size 2x3]}. */
    static String parameter(Tensor p, String type) {
        var size = Arrays.stream(p.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
        return "Parameter containing: [" + type + " of size " + size + "]";
    }

    /** {@code torch.typename(tensor)} of a parameter: {@code torch.FloatTensor}. */
    static String typename(Tensor p) {
        return switch (p.dtype()) {
            case FLOAT32 -> "torch.FloatTensor";
            case FLOAT64 -> "torch.DoubleTensor";
            case FLOAT16 -> "torch.HalfTensor";
            case BFLOAT16 -> "torch.BFloat16Tensor";
            default -> p.dtype().toString();
        };
    }

    /** A number if all are one, as PyTorch keeps what it was given. */
    static String given(long... values) {
        return values.length == 1 ? Long.toString(values[0]) : tuple(values);
    }
}
