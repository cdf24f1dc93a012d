package org.panatorch.repl.commands;

import org.panatorch.repl.render.Wrapped;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** picocli's table, with lines broken at blanks only: its own would break grid.png, too. */
final class WordTable extends TextTable {
    private final ColorScheme colours;

    /** @param indent of a cell's lines after the first */
    WordTable(ColorScheme colours, int indent, Column... columns) {
        super(colours, columns);
        this.colours = colours;
        indentWrappedLines = indent;
    }

    @Override
    public Cell putValue(int row, int col, Text value) {
        var column = columns()[col];
        if (value == null || column.overflow != Column.Overflow.WRAP) {
            return super.putValue(row, col, value);
        }
        var lines = Wrapped.lines(value.plainString(), column.width - column.indent, indentWrappedLines).iterator();
        var last = super.putValue(row, col, colours.text(lines.next()));
        while (lines.hasNext()) {
            addEmptyRow();
            last = super.putValue(last.row + 1, col, colours.text(lines.next()));
        }
        return last;
    }
}
