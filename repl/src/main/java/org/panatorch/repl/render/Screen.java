package org.panatorch.repl.render;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.TerminalGraphics;
import org.jline.utils.InfoCmp.Capability;

/** Where a session's output goes, and what can be shown there: a terminal of any ability, or a file or pipe. */
public final class Screen {

    /** How many colours there are. */
    public enum Colours { NONE, PALETTE, TRUE }

    private static final int COLUMNS_OF_A_PIPE = 80;
    private static final int NARROWEST = 20;

    private final Terminal terminal;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Colours colours;
    private final boolean unicode;
    private final Graphics graphics;

    private Screen(Terminal terminal, PrintWriter out, PrintWriter err, Colours colours, boolean unicode) {
        this.terminal = terminal;
        this.out = out;
        this.err = err;
        this.colours = colours;
        this.unicode = unicode;
        this.graphics = live() && colours != Colours.NONE ? new Graphics(terminal) : null;
    }

    /** A terminal; NO_COLOR, COLORTERM and TERM say what it can show. */
    public static Screen of(Terminal terminal, UnaryOperator<String> env) {
        return new Screen(terminal, terminal.writer(), terminal.writer(), coloursOf(terminal, env),
                isWindows(terminal) || isUnicode(terminal.outputEncoding()));
    }

    /** A pipe or a file. */
    public static Screen plain(PrintStream out, PrintStream err) {
        return new Screen(null, new PrintWriter(out, false, out.charset()), new PrintWriter(err, false, err.charset()),
                Colours.NONE, isUnicode(out.charset()));
    }

    private static boolean isUnicode(Charset charset) {
        return charset != null && charset.name().startsWith("UTF-");
    }

    private static Colours coloursOf(Terminal terminal, UnaryOperator<String> env) {
        var noColour = env.apply("NO_COLOR");
        if (noColour != null && !noColour.isEmpty() || isDumb(terminal)) {
            return Colours.NONE;
        }
        var colorterm = env.apply("COLORTERM");
        if ("truecolor".equals(colorterm) || "24bit".equals(colorterm) || env.apply("WT_SESSION") != null
                || terminal.getType().contains("direct")) {
            return Colours.TRUE;
        }
        var max = terminal.getNumericCapability(Capability.max_colors);
        return max != null && max >= 256 ? Colours.PALETTE : Colours.NONE;
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** To a console of Windows, JLine writes characters, not bytes: any goes, whatever the code page is. */
    private static boolean isWindows(Terminal terminal) {
        return terminal.getType().startsWith("windows");
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /** The terminal; null for a pipe or a file. */
    public Terminal terminal() {
        return terminal;
    }

    public Colours colours() {
        return colours;
    }

    /** The terminal's own graphics, if it has any and can be asked. */
    Optional<TerminalGraphics> graphics() {
        return graphics == null ? Optional.empty() : graphics.best();
    }

    /** Whether block and braille characters can be written. */
    public boolean unicode() {
        return unicode;
    }

    /** Whether what was written can be drawn over. */
    public boolean live() {
        return terminal != null && !isDumb(terminal) && terminal.getStringCapability(Capability.cursor_up) != null;
    }

    /** Columns that may be written to, as the window is now. */
    public int columns() {
        int columns = terminal == null ? COLUMNS_OF_A_PIPE : terminal.getColumns();
        return columns <= 0 ? COLUMNS_OF_A_PIPE : Math.max(NARROWEST, columns);
    }

    /** Rows of the window; many for a pipe. */
    public int rows() {
        int rows = terminal == null ? 0 : terminal.getRows();
        return rows <= 0 ? Integer.MAX_VALUE : rows;
    }

    /** For who writes whole lines, however long: {@link #line} writes them. */
    public PrintWriter lines() {
        return new PrintWriter(new LineWriter(this));
    }

    /** Writes a line; at a terminal that is narrower, several, broken between words. */
    public void line(String text) {
        if (terminal == null || text.length() <= columns() || text.indexOf('\033') >= 0) {
            out.println(text);
        } else {
            text.lines().flatMap(line -> Wrapped.lines(line, columns()).stream()).forEach(out::println);
        }
    }

    /** Writes a line, {@code String.format} in the root locale: the same digits everywhere. */
    public void format(String format, Object... values) {
        line(String.format(java.util.Locale.ROOT, format, values));
    }

    /** Writes one line about what went wrong. */
    public void error(String message) {
        out.flush();
        var text = "error: " + message;
        var lines = terminal == null ? text : String.join(System.lineSeparator(), Wrapped.lines(text, columns()));
        err.println(colours == Colours.NONE ? lines : "\033[31m" + lines + "\033[0m");
        err.flush();
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
