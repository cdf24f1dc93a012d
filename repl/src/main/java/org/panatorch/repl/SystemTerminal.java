package org.panatorch.repl;

import java.io.IOException;
import java.util.Set;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;

/** The terminal that the program was started at. */
final class SystemTerminal {
    /** Terminals that JLine brings a description of. */
    private static final Set<String> DESCRIBED = Set.of("xterm", "xterm-256color", "screen", "screen-256color");

    private SystemTerminal() {}

    /** Java tells of stdin and stdout together only: a terminal with the output in a pipe counts as none. */
    static boolean exists() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    static Terminal open() throws IOException {
        var terminal = build();
        if (isDumb(terminal)) {
            // It stays without a size: with one, JLine writes each line when Enter is pressed, and it is on the screen already,
            // where the system shows what is typed. Nor does JLine listen to Ctrl-C there.
            Signals.register("INT", () -> {
                terminal.writer().println();        // behind the system's ^C
                terminal.raise(Signal.INT);
            });
        } else if (terminal.getColumns() <= 0) {
            terminal.setSize(new Size(80, 24));     // a pseudo-terminal that nobody gave a size
        }
        return terminal;
    }

    /**
     * JLine would try three ways to the terminal before it takes one: a foreign call takes a quarter of a second to
     * link, another process as long to start. Its own library serves nearly everywhere; the others are for the rest.
     * For the same reason the abilities of common terminals come from JLine, which would run infocmp.
     */
    private static Terminal build() throws IOException {
        var type = System.getenv("TERM");
        if (type != null && DESCRIBED.contains(type)) {
            InfoCmp.setLoadedInfoCmp(type, () -> InfoCmp.getDefaultInfoCmp(type));
        }
        var terminal = TerminalBuilder.builder().system(true).dumb(true).ffm(false).exec(false).build();
        if (!isDumb(terminal) || "dumb".equals(type)) {
            return terminal;
        }
        terminal.close();
        return TerminalBuilder.builder().system(true).dumb(true).build();
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
