package org.panatorch.repl.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.SixelGraphics;
import org.jline.terminal.impl.TerminalGraphics;
import org.jline.terminal.impl.TerminalGraphicsManager;
import org.jline.utils.NonBlockingReader;

/** Which graphics a terminal has: its environment tells, or it is asked once, when there is a picture to show. */
final class Graphics {
    private final Terminal terminal;
    private final boolean multiplexed;
    private Optional<TerminalGraphics> best;

    Graphics(Terminal terminal) {
        this.terminal = terminal;
        this.multiplexed = terminal.getType().startsWith("screen") || terminal.getType().startsWith("tmux");
    }

    /** The best there are. */
    Optional<TerminalGraphics> best() {
        if (best != null) {
            return best;
        }
        for (var graphics : TerminalGraphicsManager.getAvailableProtocols()) {
            boolean asks = graphics instanceof SixelGraphics;
            if (asks && typedAhead()) {
                return Optional.empty();        // those keys would be taken for the answer; the next picture asks
            }
            // of all graphics tmux passes on sixel only, though the environment is that of the terminal around it
            if ((asks || !multiplexed) && graphics.isSupported(terminal)) {
                best = Optional.of(graphics);
                return best;
            }
        }
        best = Optional.empty();
        return best;
    }

    /** Waits a moment: keys that are there come through a thread, which on a busy machine is not at once awake. */
    private boolean typedAhead() {
        var usual = terminal.enterRawMode();
        try {
            return terminal.reader().peek(50) != NonBlockingReader.READ_EXPIRED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            terminal.setAttributes(usual);
        }
    }
}
