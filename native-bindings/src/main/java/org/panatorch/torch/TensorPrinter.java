package org.panatorch.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A tensor as {@code print(x)} shows it in Python, with PyTorch's default print options: torch/_tensor_str.py. */
final class TensorPrinter {
    private static final int LINE = 80;
    private static final int EDGE = 3;
    private static final int SMALL = 1000;
    private static final String PREFIX = "tensor(";

    private TensorPrinter() {}

    static String print(Tensor tensor) {
        var dtype = tensor.dtype();
        var suffixes = new ArrayList<String>();
        if (tensor.device().type() != Device.Type.CPU) {
            suffixes.add("device='" + tensor.device() + "'");
        }
        String text;
        if (tensor.device().type() == Device.Type.META || dtype.isComplex()) {
            suffixes.add("size=" + tuple(tensor.shape()));
            suffixes.addAll(dtype == DType.FLOAT32 ? List.of() : List.of("dtype=" + dtype));
            text = "...";
        } else if (tensor.numel() == 0) {
            if (tensor.dim() != 1) {
                suffixes.add("size=" + tuple(tensor.shape()));
            }
            suffixes.addAll(dtype == DType.FLOAT32 ? List.of() : List.of("dtype=" + dtype));
            text = "[]";
        } else {
            if (dtype != DType.FLOAT32 && dtype != DType.INT64 && dtype != DType.BOOL) {
                suffixes.add("dtype=" + dtype);
            }
            text = numbers(tensor);
        }
        if (tensor.requiresGrad()) {
            var function = tensor.gradFn();
            suffixes.add(function == null ? "requires_grad=True" : "grad_fn=<" + function + ">");
        }
        return withSuffixes(text, suffixes);
    }

    private static String tuple(long[] shape) {
        return Arrays.stream(shape).mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
    }

    private static String withSuffixes(String text, List<String> suffixes) {
        var all = new StringBuilder(PREFIX).append(text);
        int last = all.length() - (all.lastIndexOf("\n") < 0 ? 0 : all.lastIndexOf("\n")) + 1;
        for (var suffix : suffixes) {
            if (last + suffix.length() + 2 > LINE) {
                all.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
                last = PREFIX.length() + suffix.length();
            } else {
                all.append(", ").append(suffix);
                last += suffix.length() + 2;
            }
        }
        return all.append(")").toString();
    }

    private static String numbers(Tensor tensor) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            boolean summarize = tensor.numel() > SMALL;
            var shown = summarize ? corners(tensor.detach()) : tensor.detach();
            var format = NumberFormat.of(shown);
            return rows(shown.cpu(), tensor.shape(), 0, summarize, format, PREFIX.length());
        }
    }

    /** The first and last few of each dimension. */
    private static Tensor corners(Tensor t) {
        for (int d = 0; d < t.dim(); d++) {
            if (t.size(d) > 2 * EDGE) {
                t = Torch.cat(List.of(t.narrow(d, 0, EDGE), t.narrow(d, t.size(d) - EDGE, EDGE)), d);
            }
        }
        return t;
    }

    private static String rows(Tensor t, long[] shape, int dim, boolean summarize, NumberFormat format, int indent) {
        if (t.dim() == 0) {
            return format.print(t);
        }
        boolean cut = summarize && shape[dim] > 2 * EDGE;
        var items = new ArrayList<String>();
        for (long i = 0; i < t.size(0); i++) {
            if (cut && i == EDGE) {
                items.add(t.dim() == 1 ? " ..." : "...");
            }
            try (var part = t.get(i)) {
                items.add(rows(part, shape, dim + 1, summarize, format, indent + 1));
            }
        }
        if (t.dim() > 1) {
            return items.stream().collect(Collectors.joining("," + "\n".repeat(t.dim() - 1) + " ".repeat(indent + 1), "[", "]"));
        }
        int perLine = Math.max(1, (LINE - indent) / (format.width() + 2));
        var lines = new ArrayList<String>();
        for (int from = 0; from < items.size(); from += perLine) {
            lines.add(String.join(", ", items.subList(from, Math.min(from + perLine, items.size()))));
        }
        return lines.stream().collect(Collectors.joining(",\n" + " ".repeat(indent + 1), "[", "]"));
    }
}
