package org.panatorch.repl.render;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.image.Gray;

/**
 * A picture as lines of characters: half blocks in colour (two pixels to a character), shades or letters without. A
 * character is taken to be twice as high as wide.
 */
final class Blocks {
    private static final String LETTERS = " .:-=+*#%@";
    private static final String SHADES = " ░▒▓█";
    private static final String RESET = "\033[0m";

    private final Screen.Colours colours;
    private final String ramp;

    /** @param letters no block characters, no colours */
    Blocks(Screen screen, boolean letters) {
        boolean plain = letters || !screen.unicode();
        colours = plain ? Screen.Colours.NONE : screen.colours();
        ramp = plain ? LETTERS : SHADES;
    }

    /** Lines of exactly {@code columns} characters; {@link #rows} of them. */
    List<String> lines(Gray picture, int columns) {
        int rows = rows(picture, columns);
        return colours == Screen.Colours.NONE
                ? shaded(picture.scaled(columns, rows))
                : coloured(picture.scaled(columns, 2 * rows));
    }

    static int rows(Gray picture, int columns) {
        return Math.max(1, Math.ceilDiv(columns * picture.height(), 2 * picture.width()));
    }

    private List<String> shaded(Gray g) {
        var lines = new ArrayList<String>();
        for (int y = 0; y < g.height(); y++) {
            var line = new StringBuilder();
            for (int x = 0; x < g.width(); x++) {
                line.append(ramp.charAt(Math.min(ramp.length() - 1, g.at(x, y) * ramp.length() / 256)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private List<String> coloured(Gray g) {
        var lines = new ArrayList<String>();
        for (int y = 0; y < g.height(); y += 2) {
            var line = new StringBuilder();
            int top = -1;
            int bottom = -1;
            for (int x = 0; x < g.width(); x++) {
                if (g.at(x, y) != top) {
                    top = g.at(x, y);
                    line.append("\033[38;").append(colour(top)).append('m');
                }
                if (g.at(x, y + 1) != bottom) {
                    bottom = g.at(x, y + 1);
                    line.append("\033[48;").append(colour(bottom)).append('m');
                }
                line.append('▀');
            }
            lines.add(line.append(RESET).toString());
        }
        return lines;
    }

    private String colour(int gray) {
        return colours == Screen.Colours.TRUE ? "2;" + gray + ";" + gray + ";" + gray : "5;" + palette(gray);
    }

    /** The 256 colours have black, 24 grays from 8 to 238, and white. */
    static int palette(int gray) {
        return gray < 4 ? 16 : gray > 246 ? 231 : 232 + Math.clamp(Math.round((gray - 8) / 10f), 0, 23);
    }
}
