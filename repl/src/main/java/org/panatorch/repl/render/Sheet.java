package org.panatorch.repl.render;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.terminal.impl.ITerm2Graphics;
import org.jline.terminal.impl.KittyGraphics;
import org.jline.terminal.impl.SixelGraphics;
import org.jline.terminal.impl.TerminalGraphics;
import org.jline.terminal.impl.TerminalGraphics.ImageOptions;
import org.panatorch.ddpm.image.Gray;

/** Pictures side by side with their captions, fitted to the window. */
public final class Sheet {
    /** Below this, a digit is no digit any more. */
    private static final int SMALLEST = 9;
    /** A character cell's usual width in pixels, for terminals that draw real pictures. */
    private static final int CELL_PIXELS = 8;

    private final Screen screen;
    private final Pictures pictures;

    public Sheet(Screen screen, Pictures pictures) {
        this.screen = screen;
        this.pictures = pictures;
    }

    /** Prints the tiles, as many in a row as fit, at most {@code perRow}. */
    public void print(List<Tile> tiles, int perRow) {
        if (pictures == Pictures.off) {
            var captions = tiles.stream().map(Tile::caption).collect(Collectors.joining("  "));
            if (!captions.isBlank()) {
                screen.line(captions);
            }
            return;
        }
        var graphics = graphics();
        int wanted = Math.min(perRow, tiles.size());
        int cell = cellColumns(tiles.getFirst().picture(), wanted);
        int fit = Math.clamp((screen.columns() + 1) / (cell + 1), 1, wanted);
        for (int at = 0; at < tiles.size(); at += fit) {
            var row = tiles.subList(at, Math.min(tiles.size(), at + fit));
            if (graphics.isPresent()) {
                draw(row, cell, graphics.get());
            } else {
                lines(row, cell).forEach(screen::line);
            }
        }
        screen.out().flush();
    }

    /** The tiles as text, one row of them: what a live picture draws again and again. */
    List<String> liveLines(List<Tile> tiles) {
        int cell = cellColumns(tiles.getFirst().picture(), tiles.size());
        int fit = Math.clamp((screen.columns() + 1) / (cell + 1), 1, tiles.size());
        return lines(tiles.subList(0, fit), cell);
    }

    /** How many tiles of the smallest size go into a row. */
    public int mostPerRow() {
        return Math.max(2, (screen.columns() + 1) / (14 + 1));
    }

    /** Full size if all wanted fit so, else half, else what the window leaves. */
    private int cellColumns(Gray picture, int wanted) {
        int room = screen.columns();
        int full = Math.min(picture.width(), room);
        if (wanted * (full + 1) <= room + 1) {
            return full;
        }
        return Math.clamp((room + 1) / wanted - 1, Math.min(SMALLEST, full), full);
    }

    private List<String> lines(List<Tile> row, int cell) {
        var blocks = new Blocks(screen, pictures == Pictures.ascii);
        var columns = row.stream().map(tile -> blocks.lines(tile.picture(), cell)).toList();
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        var lines = new ArrayList<String>();
        for (int y = 0; y < height; y++) {
            int line = y;
            var text = columns.stream().map(c -> line < c.size() ? c.get(line) : " ".repeat(cell))
                    .collect(Collectors.joining(" "));
            lines.add(text.stripTrailing());
        }
        if (row.stream().anyMatch(tile -> !tile.caption().isEmpty())) {
            lines.add(captions(row, cell));
        }
        return lines;
    }

    private static String captions(List<Tile> row, int cell) {
        return row.stream().map(tile -> fitted(tile.caption(), cell)).collect(Collectors.joining(" ")).stripTrailing();
    }

    private static String fitted(String text, int width) {
        var cut = text.length() <= width ? text : text.substring(0, width);
        return cut + " ".repeat(width - cut.length());
    }

    private Optional<TerminalGraphics> graphics() {
        if (screen.terminal() == null) {
            return Optional.empty();
        }
        return switch (pictures) {
            case kitty -> Optional.of(new KittyGraphics());
            case iterm -> Optional.of(new ITerm2Graphics());
            case sixel -> Optional.of(new SixelGraphics());
            case auto -> screen.graphics();
            default -> Optional.empty();
        };
    }

    private void draw(List<Tile> row, int cell, TerminalGraphics graphics) {
        try {
            // not displayImage, which refuses where the terminal does not say that it can: set pictures may know better
            screen.out().write(graphics.convertImage(strip(row, cell * CELL_PIXELS), new ImageOptions()));
            screen.line("");
            screen.line(captions(row, cell));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage strip(List<Tile> row, int width) {
        int gap = CELL_PIXELS;
        int height = row.stream().mapToInt(t -> width * t.picture().height() / t.picture().width()).max().orElse(1);
        var image = new BufferedImage(row.size() * (width + gap) - gap, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < row.size(); i++) {
            var picture = row.get(i).picture().scaled(width, height);
            for (int y = 0; y < height; y++) {
                System.arraycopy(picture.pixels(), y * width, pixels, y * image.getWidth() + i * (width + gap), width);
            }
        }
        return image;
    }
}
