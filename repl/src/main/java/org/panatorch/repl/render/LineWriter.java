package org.panatorch.repl.render;

import java.io.Writer;

/** Gathers what is written to lines, which a screen then breaks where its window ends. */
final class LineWriter extends Writer {
    private final Screen screen;
    private final StringBuilder begun = new StringBuilder();

    LineWriter(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void write(char[] text, int offset, int length) {
        begun.append(text, offset, length);
        for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
            screen.line(begun.substring(0, end).replace("\r", ""));
            begun.delete(0, end + 1);
        }
    }

    @Override
    public void flush() {
        screen.flush();
    }

    @Override
    public void close() {
        if (!begun.isEmpty()) {
            screen.line(begun.toString());
            begun.setLength(0);
        }
        flush();
    }
}
