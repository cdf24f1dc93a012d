package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where progress is shown, and what can be shown there.
 *
 * @param live    a terminal: a line may be drawn over with a carriage return; else plain lines only
 * @param width   columns
 * @param unicode block characters for the bar, not {@code =}
 * @param colour  the bar may have a colour
 */
public record ProgressTerminal(PrintStream out, boolean live, int width, boolean unicode, boolean colour) {

    private static final int DEFAULT_COLUMNS = 80;
    private static final int NOT_A_TERMINAL = -1;
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /**
     * The process's stderr. Asks the system each time, so that each bar fits the window as it is when the bar starts.
     */
    public static ProgressTerminal stderr() {
        int columns = WINDOWS ? windowsColumns() : columnsOfStderr();
        return of(System.err, columns != NOT_A_TERMINAL, columns, System.getenv());
    }

    /**
     * Any other place: a REPL's terminal, or memory in a test.
     *
     * @param columns the terminal's width; not positive: not known
     * @param env     TERM, NO_COLOR and COLUMNS are looked at
     */
    public static ProgressTerminal of(PrintStream out, boolean isTerminal, int columns, Map<String, String> env) {
        boolean live = isTerminal && !"dumb".equals(env.get("TERM"));
        boolean unicode = out.charset().name().startsWith("UTF-");
        boolean colour = live && env.getOrDefault("NO_COLOR", "").isEmpty();
        int width = columns > 0 ? columns : columnsFrom(env.get("COLUMNS"));
        // The last column stays free: many terminals wrap as soon as it is written.
        return new ProgressTerminal(out, live, live ? width - 1 : Integer.MAX_VALUE, unicode, colour);
    }

    private static int columnsFrom(String variable) {
        try {
            return variable == null ? DEFAULT_COLUMNS : Math.max(10, Integer.parseInt(variable.strip()));
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }

    /** Java itself only knows about stdin and stdout; the shell's own test works wherever there is a shell. */
    private static int columnsOfStderr() {
        try {
            var process = new ProcessBuilder("sh", "-c", "test -t 2 && { stty size <&2 || echo 0 0; }")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroy();
                return NOT_A_TERMINAL;
            }
            var size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.exitValue() != 0 ? NOT_A_TERMINAL : Integer.parseInt(size.substring(size.indexOf(' ') + 1));
        } catch (IOException | NumberFormatException e) {
            return NOT_A_TERMINAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_A_TERMINAL;
        }
    }

    private static int windowsColumns() {
        var console = System.console();
        return console != null && console.isTerminal() ? 0 : NOT_A_TERMINAL;
    }
}
