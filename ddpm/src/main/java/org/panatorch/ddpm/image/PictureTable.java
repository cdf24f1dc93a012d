package org.panatorch.ddpm.image;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.panatorch.ddpm.AtomicFile;

/**
 * Gray pictures in rows with a name each, under captions: black text on white.
 *
 * @param title over the whole; empty for none
 * @param captions one for each column, over the first row
 * @param scale each pixel of a picture becomes scale x scale
 */
public record PictureTable(String title, List<String> captions, List<Row> rows, int scale) {
    private static final int GAP = 6;
    private static final float TEXT = 13;
    private static final Color INK = new Color(0x222222);

    /** One row: what it is called, and as many pictures as there are captions. */
    public record Row(String name, List<Gray> pictures) {}

    public PictureTable {
        captions = List.copyOf(captions);
        rows = List.copyOf(rows);
        for (var row : rows) {
            if (row.pictures().size() != captions.size()) {
                throw new IllegalArgumentException(
                        row.name() + ": " + row.pictures().size() + " pictures under " + captions.size() + " captions");
            }
        }
    }

    /** Writes a PNG file. */
    public void write(Path path, Map<String, String> text) {
        AtomicFile.write(path, PngFile.encode(toImage(), text));
    }

    /** The picture, 8-bit gray. */
    public BufferedImage toImage() {
        var metrics = metrics();
        int line = metrics.getHeight();
        int left = GAP + rows.stream().mapToInt(row -> width(metrics, row.name())).max().orElse(0) + GAP;
        int top = GAP + (title.isEmpty() ? 0 : line + GAP) + line + 2;
        int cellWidth = scale * rows.getFirst().pictures().getFirst().width();
        int cellHeight = scale * rows.getFirst().pictures().getFirst().height();
        int width = left + captions.size() * (cellWidth + GAP);
        if (!title.isEmpty()) {
            width = Math.max(width, width(metrics, title) + 2 * GAP);
        }
        var image = new BufferedImage(width, top + rows.size() * (cellHeight + GAP), BufferedImage.TYPE_BYTE_GRAY);
        var g = graphics(image);
        if (!title.isEmpty()) {
            g.drawString(title, GAP, GAP + metrics.getAscent());
        }
        for (int i = 0; i < captions.size(); i++) {
            int centre = left + i * (cellWidth + GAP) + cellWidth / 2;
            g.drawString(captions.get(i), centre - metrics.stringWidth(captions.get(i)) / 2, top - 3 - metrics.getDescent());
        }
        for (int r = 0; r < rows.size(); r++) {
            int y = top + r * (cellHeight + GAP);
            write(g, metrics, rows.get(r).name(), y, cellHeight);
            for (int i = 0; i < captions.size(); i++) {
                place(rows.get(r).pictures().get(i), image, left + i * (cellWidth + GAP), y);
            }
        }
        g.dispose();
        return image;
    }

    /** A name may have several lines; they stand in the middle of the row's height. */
    private static void write(Graphics2D g, FontMetrics metrics, String name, int top, int height) {
        var lines = lines(name);
        int y = top + (height - lines.size() * metrics.getHeight()) / 2 + metrics.getAscent();
        for (var line : lines) {
            g.drawString(line, GAP, y);
            y += metrics.getHeight();
        }
    }

    /** Straight into the raster: drawing would take the gray values through a colour space, and change them. */
    private void place(Gray picture, BufferedImage image, int left, int top) {
        int width = picture.width() * scale;
        int[] line = new int[width];
        for (int y = 0; y < picture.height() * scale; y++) {
            for (int x = 0; x < width; x++) {
                line[x] = picture.at(x / scale, y / scale);
            }
            image.getRaster().setSamples(left, top + y, width, 1, 0, line);
        }
    }

    private static int width(FontMetrics metrics, String text) {
        return lines(text).stream().mapToInt(metrics::stringWidth).max().orElse(0);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static FontMetrics metrics() {
        var g = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY));
        var metrics = g.getFontMetrics();
        g.dispose();
        return metrics;
    }

    private static Graphics2D graphics(BufferedImage image) {
        var font = PictureFont.of(TEXT);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(INK);
        g.setFont(font);
        return g;
    }
}
