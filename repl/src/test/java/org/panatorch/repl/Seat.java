package org.panatorch.repl;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;
import org.panatorch.repl.shell.Terminals;

/** A person at a terminal: types keys, sees a screen. The terminal has a line discipline, and JLine's emulator for a
 * screen. */
final class Seat implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    /** All that was written since the window has its size; the screen is what an emulator makes of it. */
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LineDisciplineTerminal terminal;
    private final Thread session;
    private volatile Throwable failure;

    Seat(int columns, int rows, String type, Map<String, String> env, Path history) throws Exception {
        terminal = new LineDisciplineTerminal("test", type, written, StandardCharsets.UTF_8);
        terminal.setSize(new Size(columns, rows));
        // JLine asks a terminal once what it can do; the emulator would take part of the question for a command
        terminal.isModeSupported(Terminal.Mode.SIXEL);
        written.reset();
        session = new Thread(() -> {
            try {
                Terminals.interact(terminal, history, env::get, () -> {});
            } catch (Throwable e) {
                failure = e;
            }
        }, "session");
        session.start();
        await(text -> Seat.lastLine(text).endsWith(">"));
    }

    static Seat usual() throws Exception {
        return new Seat(90, 40, "xterm-256color", Map.of(), null);
    }

    /** Presses keys: {@code "\r"} is Enter, {@code "\t"} Tab, {@code "\003"} Ctrl-C, {@code "\004"} Ctrl-D. */
    void keys(String keys) throws Exception {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    /** Types a line and waits for the next prompt. Returns the screen. */
    String line(String line) throws Exception {
        long before = echoes(screen(), line);
        keys(line + "\r");
        return await(text -> echoes(text, line) > before && lastLine(text).endsWith(">"));
    }

    private static long echoes(String text, String line) {
        return text.lines().filter(l -> l.endsWith("> " + line)).count();
    }

    /** What is on the screen, without blanks at the ends. */
    String screen() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        var screen = new ScreenTerminal(columns, rows);
        screen.write(written.toString(StandardCharsets.UTF_8));
        long[] cells = new long[columns * rows];
        screen.dump(cells, 0, 0, rows, columns, new int[2]);
        var text = new StringBuilder();
        for (int y = 0; y < rows; y++) {
            var line = new StringBuilder();
            for (int x = 0; x < columns; x++) {
                int character = ScreenTerminal.cellCodePoint(cells[y * columns + x]);
                line.appendCodePoint(character == 0 ? ' ' : character);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** All that was written, with what controls the terminal. */
    String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    void awaitWritten(String text) throws Exception {
        await(_ -> written().contains(text));
    }

    static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    String await(Predicate<String> seen) throws Exception {
        for (long end = System.currentTimeMillis() + PATIENCE_MILLIS; System.currentTimeMillis() < end; Thread.sleep(20)) {
            var text = screen();
            if (seen.test(text)) {
                Thread.sleep(30);
                return screen();
            }
            if (failure != null) {
                throw new AssertionError("the session failed", failure);
            }
        }
        return fail("not seen in time; the screen is\n" + screen());
    }

    void resize(int columns, int rows) {
        written.reset();
        terminal.setSize(new Size(columns, rows));
        terminal.raise(Terminal.Signal.WINCH);
    }

    /** Whether the session has ended by itself within the time. */
    boolean ends() throws Exception {
        session.join(PATIENCE_MILLIS);
        return !session.isAlive();
    }

    @Override
    public void close() throws Exception {
        keys("\003");
        keys("\004\004");
        session.join(1000);
        if (session.isAlive()) {
            keys("\003");
            keys("quit\r");     // JLine's emulator of a dumb terminal does not know Ctrl-D
            session.join(PATIENCE_MILLIS);
        }
        terminal.close();
    }
}
