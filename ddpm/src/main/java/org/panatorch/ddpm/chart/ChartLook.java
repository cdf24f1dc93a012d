package org.panatorch.ddpm.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.panatorch.ddpm.image.PictureFont;

/** The look that all charts share, in JFreeChart's terms. */
final class ChartLook {
    private static final Color GRID = new Color(0xDDDDDD);
    private static final Color INK = new Color(0x222222);
    private static final float TITLE = 15;
    private static final float LABEL = 12;
    private static final float TICK = 11;
    private static final double DOT = 5;
    /** Below this, JFreeChart's numbers would have an E. */
    private static final double SMALL = 0.01;
    /** Solid, dashed, dotted and mixed by turns: curves differ on a gray print, too. */
    private static final float[][] DASHES = {null, {8, 4}, {2, 3}, {8, 3, 2, 3}};

    static {
        // letters at a right angle stay letters in an SVG; the workaround, for Java 1.1 to 1.4, makes outlines of them
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private ChartLook() {}

    static JFreeChart of(Chart chart) {
        var plot = new XYPlot(null, xAxis(chart), yAxis(chart), null);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(GRID);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.6f));
        plot.setRangeGridlineStroke(new BasicStroke(0.6f));
        plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        int lines = 0;
        int dots = 0;
        for (int i = 0; i < chart.series().size(); i++) {
            var series = chart.series().get(i);
            plot.setDataset(i, dataset(series, chart.logScale()));
            plot.setRenderer(i, renderer(series, i, series.look() == Series.Look.DOTS ? dots : lines));
            lines += series.look() == Series.Look.LINE ? 1 : 0;
            dots += series.look() == Series.Look.DOTS ? 1 : 0;
        }
        var drawn = new JFreeChart(chart.title(), PictureFont.of(TITLE), plot, chart.series().size() > 1);
        drawn.setBackgroundPaint(Color.WHITE);
        drawn.setPadding(new RectangleInsets(8, 8, 8, 14));
        drawn.getTitle().setPaint(INK);
        if (drawn.getLegend() != null) {
            drawn.getLegend().setItemFont(PictureFont.of(TICK));
            drawn.getLegend().setItemPaint(INK);
            drawn.getLegend().setFrame(BlockBorder.NONE);
            drawn.getLegend().setBackgroundPaint(Color.WHITE);
        }
        return drawn;
    }

    private static ValueAxis xAxis(Chart chart) {
        if (chart.logScaleX()) {
            return dressed(new DecadeAxis(chart.xLabel()), chart);
        }
        var axis = new NumberAxis(chart.xLabel());
        axis.setAutoRangeIncludesZero(false);
        axis.setLowerMargin(0.02);
        axis.setUpperMargin(0.02);
        return dressed(axis, chart);
    }

    private static ValueAxis yAxis(Chart chart) {
        if (chart.logScale()) {
            return dressed(new DecadeAxis(chart.yLabel()), chart);
        }
        var axis = new NumberAxis(chart.yLabel());
        axis.setAutoRangeIncludesZero(chart.series().stream().anyMatch(s -> s.look() == Series.Look.BARS));
        double largest = chart.series().stream().flatMapToDouble(s -> Arrays.stream(s.y())).filter(Double::isFinite)
                .map(Math::abs).max().orElse(0);
        if (largest > 0) {
            axis.setAutoRangeMinimumSize(largest / 10);     // a constant is a flat line, not rounding errors
        }
        if (largest < SMALL) {
            axis.setNumberFormatOverride(new Decades());
        }
        return dressed(axis, chart);
    }

    private static ValueAxis dressed(ValueAxis axis, Chart chart) {
        axis.setLabelFont(PictureFont.of(LABEL));
        axis.setTickLabelFont(PictureFont.of(TICK));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(GRID);
        axis.setTickMarkPaint(GRID);
        if (axis instanceof NumberAxis numbers) {
            // the root locale's digits, whatever the system's language
            numbers.setStandardTickUnits(new NumberTickUnitSource(false));
            // an axis that ended at 0 would cut a dot there in half
            numbers.setAutoRangeStickyZero(chart.series().stream().noneMatch(s -> s.look() == Series.Look.DOTS));
        }
        return axis;
    }

    private static IntervalXYDataset dataset(Series series, boolean positiveOnly) {
        var points = new XYSeries(series.name(), false, true);
        for (int i = 0; i < series.x().length; i++) {
            double y = series.y()[i];
            boolean shown = Double.isFinite(y) && (!positiveOnly || y > 0);
            points.add(series.x()[i], shown ? (Double) y : null, false);
        }
        var dataset = new XYSeriesCollection(points);
        return series.look() == Series.Look.BARS ? new XYBarDataset(dataset, series.spacing()) : dataset;
    }

    /** @param nth how many of the same look came before */
    private static XYItemRenderer renderer(Series series, int index, int nth) {
        var colour = Palette.of(index);
        if (series.look() == Series.Look.BARS) {
            var bars = new XYBarRenderer(0);
            bars.setShadowVisible(false);
            bars.setBarPainter(new StandardXYBarPainter());
            bars.setDrawBarOutline(false);
            bars.setSeriesPaint(0, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 130));
            return bars;
        }
        boolean dots = series.look() == Series.Look.DOTS;
        var renderer = new XYLineAndShapeRenderer(!dots, dots);
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesStroke(0, stroke(series, nth));
        renderer.setSeriesShape(0, dot(nth));
        renderer.setSeriesShapesFilled(0, nth % 2 == 1);
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    private static Stroke stroke(Series series, int line) {
        float[] dash = series.look() == Series.Look.DASHED ? new float[] {5, 3} : DASHES[line % DASHES.length];
        return new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /** A ring, then a cross: the second is seen inside the first. */
    private static Shape dot(int nth) {
        return nth % 2 == 0 ? new Ellipse2D.Double(-DOT, -DOT, 2 * DOT, 2 * DOT) : ShapeUtils.createDiagonalCross((float) DOT / 2, 0.8f);
    }
}
