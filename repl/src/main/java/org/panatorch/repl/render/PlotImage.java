package org.panatorch.repl.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Plots side by side as a picture. The letters are {@link PixelFont}'s: a headless Java may have no fonts at all. */
public final class PlotImage {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 260;
    private static final int MARGIN = 28;
    private static final int FONT = 2;

    private PlotImage() {}

    public static BufferedImage of(List<Plot> plots) {
        var image = new BufferedImage(WIDTH * plots.size(), HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int i = 0; i < plots.size(); i++) {
            draw(g, plots.get(i), i * WIDTH);
        }
        g.dispose();
        return image;
    }

    private static void draw(Graphics2D g, Plot plot, int left) {
        int width = WIDTH - 2 * MARGIN;
        int height = HEIGHT - 3 * MARGIN;
        int x0 = left + MARGIN;
        int y0 = 2 * MARGIN;
        g.setColor(Color.LIGHT_GRAY);
        g.drawRect(x0, y0, width, height);
        g.setColor(Color.BLACK);
        PixelFont.draw(g, plot.title(), x0, MARGIN / 2, FONT);
        PixelFont.draw(g, Plot.label(plot.max()), x0, y0 - 14, FONT);
        PixelFont.draw(g, Plot.label(plot.min()), x0 + 4, y0 + height - 16, FONT);
        var end = String.valueOf(plot.values().length - 1);
        PixelFont.draw(g, "0", x0, y0 + height + 6, FONT);
        PixelFont.draw(g, end, x0 + width - PixelFont.width(end, FONT), y0 + height + 6, FONT);
        double range = plot.max() - plot.min();
        var curve = new Path2D.Double();
        for (int i = 0; i < plot.values().length; i++) {
            double x = x0 + (double) i * width / Math.max(1, plot.values().length - 1);
            double y = y0 + (range == 0 ? height / 2.0 : (plot.max() - plot.values()[i]) / range * height);
            if (i == 0) {
                curve.moveTo(x, y);
            } else {
                curve.lineTo(x, y);
            }
        }
        g.setStroke(new BasicStroke(2));
        g.draw(curve);
    }
}
