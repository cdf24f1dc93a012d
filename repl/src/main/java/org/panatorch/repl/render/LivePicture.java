package org.panatorch.repl.render;

import java.util.List;
import java.util.function.Supplier;

/**
 * Pictures that change while work goes on, drawn over and over at the same place, with a line of status; on a pipe or a
 * dumb terminal nothing.
 */
public final class LivePicture {
    private static final long NANOS_BETWEEN = 120_000_000;

    private final Screen screen;
    private final Sheet sheet;
    private final boolean shown;
    private long last = System.nanoTime() - NANOS_BETWEEN;
    private int drawn;

    public LivePicture(Screen screen, Pictures pictures) {
        this.screen = screen;
        // real graphics cannot be drawn over in every terminal: while it moves, characters do
        this.sheet = new Sheet(screen, pictures == Pictures.ascii || pictures == Pictures.off ? pictures : Pictures.blocks);
        this.shown = screen.live() && pictures != Pictures.off;
    }

    /** Shows this, unless the last picture was drawn only just now: the supplier is not asked then. */
    public void update(Supplier<List<Tile>> tiles, String status) {
        updateLines(() -> sheet.liveLines(tiles.get()), status);
    }

    /** {@link #update} with lines of text. */
    public void updateLines(Supplier<List<String>> lines, String status) {
        if (!shown || System.nanoTime() - last < NANOS_BETWEEN) {
            return;
        }
        last = System.nanoTime();
        draw(lines.get(), status);
    }

    private void draw(List<String> lines, String status) {
        if (lines.size() + 2 >= screen.rows()) {
            lines = List.of();
        }
        var text = new StringBuilder(drawn == 0 ? "" : "\033[" + drawn + "A\r");
        for (var line : lines) {
            text.append(line).append("\033[K\r\n");
        }
        text.append(status.length() < screen.columns() ? status : status.substring(0, screen.columns() - 1));
        screen.out().print(text.append("\033[K\r\n"));
        screen.out().flush();
        drawn = lines.size() + 1;
    }

    /** Takes the picture away again. */
    public void clear() {
        if (drawn > 0) {
            screen.out().print("\033[" + drawn + "A\r\033[J");
            screen.out().flush();
            drawn = 0;
        }
    }
}
