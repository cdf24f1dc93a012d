package org.panatorch.repl.render;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words. */
final class Wrapped {
    private static final String INDENT = "  ";

    private Wrapped() {}

    /** Lines of at most so many columns, those after the first indented; a word that is longer stays whole. */
    static List<String> lines(String text, int columns) {
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
            rest = INDENT + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
