package org.panatorch.repl;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.OSUtils;
import org.jline.utils.Signals;

/** The terminal that the program was started at. */
final class SystemTerminal {
    /** Terminals that do as xterm, whether or not this system has heard of them. */
    private static final Pattern LIKE_XTERM = Pattern.compile("xterm.*|.*256color.*|alacritty.*|foot.*|wezterm|contour.*|ghostty|rio");

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
     * Nor may it ask the terminal what it does with joined characters: what is typed meanwhile would be lost.
     */
    private static Terminal build() throws IOException {
        var type = type();
        if (type != null) {
            describe(type);
        }
        var terminal = builder(type).ffm(false).exec(false).build();
        if (!isDumb(terminal) || Terminal.TYPE_DUMB.equals(type)) {
            return terminal;
        }
        terminal.close();
        return builder(type).build();
    }

    private static TerminalBuilder builder(String type) {
        return TerminalBuilder.builder().system(true).dumb(true).type(type).graphemeCluster(false);
    }

    /** What TERM says; Windows knows it without. */
    private static String type() {
        var type = System.getenv("TERM");
        return type != null && !type.isBlank() ? type : OSUtils.IS_WINDOWS ? null : Terminal.TYPE_DUMB;
    }

    /** The abilities of common terminals come from JLine, which would run infocmp; it runs for others, if they are known there. */
    private static void describe(String type) {
        var abilities = InfoCmp.getDefaultInfoCmp(type);
        if (abilities == null) {
            try {
                abilities = InfoCmp.getInfoCmp(type);
            } catch (IOException e) {
                abilities = InfoCmp.getDefaultInfoCmp(LIKE_XTERM.matcher(type).matches() ? "xterm-256color" : "ansi");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        InfoCmp.setLoadedInfoCmp(type, abilities);
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
