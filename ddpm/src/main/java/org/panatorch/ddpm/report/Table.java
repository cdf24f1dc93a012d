package org.panatorch.ddpm.report;

import java.util.List;

/**
 * A table of text.
 *
 * @param header the columns' names
 * @param rows as many cells each as the header has
 */
public record Table(List<String> header, List<List<String>> rows) {
    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The cells of a column; empty if there is no such column. */
    public List<String> column(String name) {
        int at = header.indexOf(name);
        return at < 0 ? List.of() : rows.stream().map(row -> row.get(at)).toList();
    }

    /** A column as numbers; NaN where a cell is none. */
    public double[] numbers(String name) {
        return column(name).stream().mapToDouble(Table::number).toArray();
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
