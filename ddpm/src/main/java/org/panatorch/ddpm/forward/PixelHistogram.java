package org.panatorch.ddpm.forward;

import java.util.stream.IntStream;
import org.panatorch.ddpm.chart.Chart;

/**
 * How often a pixel of x_t has which value, as a density: it has area 1 if all values lie within the range.
 *
 * @param centres of the bins
 * @param density for each bin
 */
public record PixelHistogram(double[] centres, double[] density, double mean, double variance) {
    private static final double RANGE = 4;
    private static final int BINS = 64;

    /** Of values about [-4, 4]; what lies outside is counted in the outermost bins. */
    public static PixelHistogram of(float[] values) {
        double width = 2 * RANGE / BINS;
        long[] counts = new long[BINS];
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            counts[Math.clamp((long) Math.floor((value + RANGE) / width), 0, BINS - 1)]++;
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return new PixelHistogram(
                IntStream.range(0, BINS).mapToDouble(i -> -RANGE + (i + 0.5) * width).toArray(),
                IntStream.range(0, BINS).mapToDouble(i -> counts[i] / (width * values.length)).toArray(),
                mean, squares / values.length - mean * mean);
    }

    /** The standard normal density in the bins' centres. */
    public double[] normal() {
        return IntStream.range(0, centres.length)
                .mapToDouble(i -> Math.exp(-centres[i] * centres[i] / 2) / Math.sqrt(2 * Math.PI)).toArray();
    }

    /** This histogram beside the normal distribution. */
    public Chart chart(String title) {
        return Chart.of(title, "pixel value", "density").bars("pixels of x_t", centres, density)
                .dashed("normal N(0, 1)", centres, normal());
    }
}
