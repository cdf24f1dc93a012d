package org.panatorch.repl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A curve in characters: braille dots (2 x 4 to a character), or stars where there is no Unicode.
 *
 * @param title what is plotted
 * @param values one for each step, or for several
 * @param last the number of the last step; the first is 0
 */
public record Plot(String title, double[] values, int last) {

    /** A value for each step. */
    public Plot(String title, double[] values) {
        this(title, values, values.length - 1);
    }

    /** Lines for so many columns and rows of curve: the title, the curve with its range at the left, the steps. */
    public List<String> lines(int columns, int rows, boolean unicode) {
        double low = min();
        double high = max();
        var labels = new String[rows];
        java.util.Arrays.fill(labels, "");
        labels[0] = label(high);
        labels[rows - 1] = label(low);
        int margin = Math.max(labels[0].length(), labels[rows - 1].length());
        int width = Math.max(4, columns - margin - 1);
        var dots = dots(width * (unicode ? 2 : 1), rows * (unicode ? 4 : 1), low, high);
        var lines = new ArrayList<String>();
        lines.add(title);
        for (int row = 0; row < rows; row++) {
            var line = new StringBuilder(" ".repeat(margin - labels[row].length())).append(labels[row])
                    .append(unicode ? '│' : '|');
            for (int column = 0; column < width; column++) {
                line.append(unicode ? braille(dots, column, row) : dots[row][column] ? '*' : ' ');
            }
            lines.add(line.toString());
        }
        var end = String.valueOf(last);
        lines.add(" ".repeat(margin + 1) + "0" + " ".repeat(Math.max(1, width - 1 - end.length())) + end);
        return lines;
    }

    private boolean[][] dots(int width, int height, double low, double high) {
        var dots = new boolean[height][width];
        int previous = -1;
        for (int x = 0; x < width; x++) {
            double value = values[(int) Math.round((double) x * (values.length - 1) / Math.max(1, width - 1))];
            int y = high == low ? height / 2 : (int) Math.round((high - value) / (high - low) * (height - 1));
            // a steep curve is a line, not a few dots
            int from = previous < 0 ? y : Math.min(y, previous < y ? previous + 1 : previous - 1);
            int to = previous < 0 ? y : Math.max(y, previous > y ? previous - 1 : previous + 1);
            for (int i = Math.max(0, previous == y ? y : from); i <= Math.min(height - 1, previous == y ? y : to); i++) {
                dots[i][x] = true;
            }
            previous = y;
        }
        return dots;
    }

    /** Unicode numbers a cell's dots downwards, left column first, with the fourth row last. */
    private static char braille(boolean[][] dots, int column, int row) {
        int[][] bits = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
        int character = 0x2800;
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 2; x++) {
                if (dots[4 * row + y][2 * column + x]) {
                    character |= bits[y][x];
                }
            }
        }
        return (char) character;
    }

    double min() {
        return java.util.Arrays.stream(values).min().orElse(0);
    }

    double max() {
        return java.util.Arrays.stream(values).max().orElse(0);
    }

    /** Four significant digits, without useless zeros. */
    public static String label(double value) {
        if (value != 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        var text = String.format(Locale.ROOT, "%.4f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
