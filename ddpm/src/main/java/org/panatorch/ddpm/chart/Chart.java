package org.panatorch.ddpm.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a chart shows; {@link ChartSheet} draws it.
 *
 * <pre>{@code
 * Chart.of("Loss", "step", "mean square error").logY().line("training", steps, loss)
 * }</pre>
 *
 * @param xLabel what x is, with its unit if it has one
 * @param yLabel what y is, with its unit if it has one
 * @param logScaleX whether x is in powers of ten; all of it must be above 0 then
 * @param logScale whether y is in powers of ten; only what is above 0 is shown then
 */
public record Chart(String title, String xLabel, String yLabel, boolean logScaleX, boolean logScale, List<Series> series) {

    public Chart {
        series = List.copyOf(series);
    }

    public static Chart of(String title, String xLabel, String yLabel) {
        return new Chart(title, xLabel, yLabel, false, false, List.of());
    }

    public Chart logY() {
        return new Chart(title, xLabel, yLabel, logScaleX, true, series);
    }

    public Chart logX() {
        return new Chart(title, xLabel, yLabel, true, logScale, series);
    }

    public Chart line(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, Series.Look.LINE));
    }

    /** A line over 0, 1, 2 and so on. */
    public Chart line(String name, double[] y) {
        return line(name, IntStream.range(0, y.length).asDoubleStream().toArray(), y);
    }

    public Chart dashed(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, Series.Look.DASHED));
    }

    /** Bars around equally spaced x, side by side. */
    public Chart bars(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, Series.Look.BARS));
    }

    public Chart dots(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, Series.Look.DOTS));
    }

    private Chart with(Series more) {
        var all = new ArrayList<>(series);
        all.add(more);
        return new Chart(title, xLabel, yLabel, logScaleX, logScale, all);
    }
}
