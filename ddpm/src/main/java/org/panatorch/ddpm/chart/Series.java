package org.panatorch.ddpm.chart;

/**
 * Points of a chart, with the name that the legend gives them.
 *
 * @param x as many values as y
 * @param y what is not finite leaves a gap
 */
public record Series(String name, double[] x, double[] y, Look look) {

    /** How points are drawn. Each look differs by more than its colour. */
    public enum Look { LINE, DASHED, BARS, DOTS }

    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(name + ": " + x.length + " values of x, " + y.length + " of y");
        }
    }

    /** The distance of neighbouring points: the width of a bar. */
    double spacing() {
        return x.length < 2 ? 1 : x[1] - x[0];
    }
}
