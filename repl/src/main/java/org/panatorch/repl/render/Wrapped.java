package org.panatorch.repl.render;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words. */
public final class Wrapped {
    private static final int INDENT = 2;

    private Wrapped() {}

    /** Lines of at most so many columns, those after the first indented; a word that is longer stays whole. */
    static List<String> lines(String text, int columns) {
        return lines(text, columns, INDENT);
    }

    /** {@link #lines(String, int)}, with the lines after the first indented so far. */
    public static List<String> lines(String text, int columns, int indentation) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (rest.length() > columns) {
            int indent = rest.length() - rest.stripLeading().length();
            int end = rest.lastIndexOf(' ', columns);
            if (end <= indent) {
                end = rest.indexOf(' ', Math.max(columns, indent));       // one long word
            }
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(indentation) + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
