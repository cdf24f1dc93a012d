package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.torch.Tensor;

/** A model, layer by layer. */
public final class ModelReport {
    private static final int WIDTH = 28 + 1 + 18 + 1 + 18 + 1 + 12;

    private ModelReport() {}

    /**
     * One layer.
     *
     * @param shape of its weight, {@code 16x1x3x3}; empty if it has none
     * @param buffer whether what it holds is a buffer, not trained
     */
    public record Row(String layer, String kind, String shape, long parameters, boolean buffer) {}

    /** The layers that hold no others, in order. */
    public static List<Row> rows(NoisePredictor model) {
        var rows = new ArrayList<Row>();
        model.namedModules().forEach((path, module) -> {
            if (!module.namedChildren().isEmpty()) {
                return;
            }
            var own = module.namedParameters();
            var buffers = module.namedBuffers();
            rows.add(new Row(path, module.getClass().getSimpleName(), shapeOf(own.isEmpty() ? buffers : own),
                    module.parameterCount(), !buffers.isEmpty()));
        });
        return rows;
    }

    /** The rows as a table, with the total. */
    public static void print(NoisePredictor model, PrintWriter console) {
        console.printf("%-28s %-18s %-18s %12s%n", "layer", "kind", "weight", "parameters");
        for (var row : rows(model)) {
            console.printf("%-28s %-18s %-18s %,12d%s%n", row.layer(), row.kind(), row.shape(), row.parameters(),
                    row.buffer() ? "  (a buffer)" : "");
        }
        console.printf("%-28s %-18s %-18s %,12d%n", "total", "", "", model.parameterCount());
    }

    /** {@link #print(NoisePredictor, PrintWriter)} for a window of so many columns: a narrow one has the names and the numbers. */
    public static void print(NoisePredictor model, PrintWriter console, int columns) {
        if (columns >= WIDTH) {
            print(model, console);
            return;
        }
        var rows = rows(model);
        int names = rows.stream().mapToInt(row -> row.layer().length()).max().orElse(0);
        var format = "%-" + Math.max("total".length(), names) + "s %,10d%n";
        rows.forEach(row -> console.printf(format, row.layer(), row.parameters()));
        console.printf(format, "total", model.parameterCount());
    }

    private static String shapeOf(Map<String, Tensor> tensors) {
        return tensors.values().stream().findFirst()
                .map(t -> Arrays.stream(t.shape()).mapToObj(Long::toString).collect(Collectors.joining("x")))
                .orElse("");
    }
}
