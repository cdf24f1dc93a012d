package org.panatorch.ddpm.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.PngFile;
import org.w3c.dom.Document;

/**
 * Charts side by side, as a PNG or SVG file.
 *
 * @param perRow how many stand in a row
 */
public record ChartSheet(List<Chart> charts, int perRow) {
    /** A chart's size, in SVG units; a PNG has {@value #PNG_SCALE} pixels for one. */
    public static final int WIDTH = 480;
    public static final int HEIGHT = 340;
    public static final int PNG_SCALE = 2;

    private static final String SVG = "http://www.w3.org/2000/svg";

    public ChartSheet {
        charts = List.copyOf(charts);
        if (charts.isEmpty() || perRow < 1) {
            throw new IllegalArgumentException(charts.size() + " charts, " + perRow + " in a row");
        }
    }

    /** As square as can be. */
    public static ChartSheet of(List<Chart> charts) {
        return new ChartSheet(charts, (int) Math.ceil(Math.sqrt(charts.size())));
    }

    public static ChartSheet of(Chart chart) {
        return of(List.of(chart));
    }

    /** Width in SVG units. */
    public int width() {
        return WIDTH * Math.min(perRow, charts.size());
    }

    /** Height in SVG units. */
    public int height() {
        return HEIGHT * Math.ceilDiv(charts.size(), perRow);
    }

    /**
     * Finds out before the work whether a name says PNG or SVG.
     *
     * @throws UserException if it ends neither in .png nor in .svg
     */
    public static Path requireFormat(Path path) {
        if (!isSvg(path) && !lowerCase(path).endsWith(".png")) {
            throw new UserException("--out: expected a name that ends in .png or .svg, got " + path);
        }
        return path;
    }

    /**
     * Writes a file; the name's end, .png or .svg, tells which.
     *
     * @throws UserException if it cannot be written, or the name ends otherwise
     */
    public void write(Path path) {
        AtomicFile.write(path, isSvg(requireFormat(path))
                ? svg().getBytes(StandardCharsets.UTF_8)
                : PngFile.encode(image(), Map.of()));
    }

    private static boolean isSvg(Path path) {
        return lowerCase(path).endsWith(".svg");
    }

    private static String lowerCase(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /** Writes both formats: {@code name.png} and {@code name.svg} in the folder. */
    public void write(Path folder, String name) {
        write(folder.resolve(name + ".png"));
        write(folder.resolve(name + ".svg"));
    }

    /** The picture, {@value #PNG_SCALE} pixels for an SVG unit. */
    public BufferedImage image() {
        var image = new BufferedImage(PNG_SCALE * width(), PNG_SCALE * height(), BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.transform(AffineTransform.getScaleInstance(PNG_SCALE, PNG_SCALE));
        draw(g);
        g.dispose();
        return image;
    }

    /** An SVG document. Its text stays text: a reader without DejaVu Sans sees it in Verdana, which is as wide. */
    public String svg() {
        var g = new SVGGraphics2D(emptyDocument());
        g.setSVGCanvasSize(new Dimension(width(), height()));
        draw(g);
        var out = new StringWriter();
        try {
            g.stream(g.getRoot(), out, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException("SVG in memory", e);
        }
        g.dispose();
        return out.toString().replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif");
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void draw(Graphics2D g) {
        for (int i = 0; i < charts.size(); i++) {
            ChartLook.of(charts.get(i)).draw(g,
                    new Rectangle2D.Double(i % perRow * (double) WIDTH, i / perRow * (double) HEIGHT, WIDTH, HEIGHT));
        }
    }
}
