package org.panatorch.repl.jshell;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** Values as text: a tensor's numbers, much as PyTorch prints them, and large ones by their corners. */
final class Printer {
    private static final int SMALL = 200;
    private static final int EDGE = 3;
    private static final int LONGEST = 2000;

    private Printer() {}

    static String show(Object value) {
        return switch (value) {
            case null -> "null";
            case Tensor tensor -> tensor(tensor);
            case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
            case Character c -> "'" + c + "'";
            case long[] a -> Arrays.toString(a);
            case int[] a -> Arrays.toString(a);
            case float[] a -> cut(Arrays.toString(a));
            case double[] a -> cut(Arrays.toString(a));
            case byte[] a -> cut(Arrays.toString(a));
            case boolean[] a -> cut(Arrays.toString(a));
            case Object[] a -> cut(Arrays.stream(a).map(Printer::show).collect(Collectors.joining(", ", "{ ", " }")));
            default -> cut(value.toString());
        };
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    }

    private static String tensor(Tensor tensor) {
        if (tensor.isClosed()) {
            return "tensor(closed)";
        }
        var dtype = tensor.dtype();
        boolean plain = dtype == DType.FLOAT32 || dtype == DType.INT64 || dtype == DType.BOOL;
        try (var _ = TensorScope.open()) {
            var text = new StringBuilder("tensor(");
            boolean whole = tensor.numel() <= SMALL;
            if (tensor.numel() == 0) {
                text.append("[]");
            } else {
                rows(tensor.detach().cpu().to(DType.FLOAT64), dtype, whole, text, "tensor(".length());
            }
            if (!whole || tensor.numel() == 0) {
                text.append(", shape=").append(Arrays.toString(tensor.shape()));
            }
            if (!plain) {
                text.append(", dtype=").append(dtype);
            }
            if (tensor.device().type() != org.panatorch.torch.Device.Type.CPU) {
                text.append(", device=").append(tensor.device());
            }
            return text.append(tensor.requiresGrad() ? ", requires_grad=True)" : ")").toString();
        }
    }

    private static void rows(Tensor t, DType dtype, boolean whole, StringBuilder text, int indent) {
        if (t.dim() == 0) {
            text.append(number(t.item(), dtype));
            return;
        }
        text.append('[');
        long n = t.size(0);
        boolean all = whole || n <= 2 * EDGE;
        var between = t.dim() == 1 ? ", " : "," + "\n".repeat(t.dim() - 1) + " ".repeat(indent + 1);
        for (long i = 0; i < n; i++) {
            if (!all && i == EDGE) {
                text.append(between).append("...");
                i = n - EDGE;
            }
            if (i > 0) {
                text.append(between);
            }
            try (var _ = TensorScope.open()) {
                rows(t.select(0, i), dtype, whole, text, indent + 1);
            }
        }
        text.append(']');
    }

    private static String number(double value, DType dtype) {
        if (dtype == DType.BOOL) {
            return value != 0 ? "True" : "False";
        }
        if (!dtype.isFloatingPoint()) {
            return String.valueOf((long) value);
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return String.format(Locale.ROOT, value != 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6) ? "%.4e" : "%.4f",
                value);
    }
}
