package org.panatorch.ddpm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.panatorch.ddpm.chart.Chart;

/** The curves of a run's log.csv: step,epoch,images,loss,lr,grad_norm,images_per_second,rss_mib. */
final class LogCharts {
    /** More points than this are no clearer, only larger. */
    static final int POINTS = 400;
    /** The heavy line is the mean of so many points. */
    private static final int SMOOTH = 20;

    private final Table log;
    private final String predicted;
    private final double[] steps;

    /** @param predicted what the loss is the error of: {@code the noise} */
    LogCharts(Table log, String predicted) {
        this.log = log;
        this.predicted = predicted;
        this.steps = thinned(log.numbers("step"));
    }

    /** A chart for each column that is there. */
    List<Chart> charts() {
        var charts = new ArrayList<Chart>();
        if (has("loss")) {
            double[] loss = thinned(log.numbers("loss"));
            charts.add(Chart.of("Training loss", "step", "mean square error of " + predicted).logY()
                    .dashed("logged", steps, loss).line("mean of the last " + SMOOTH + " points", steps, smoothed(loss)));
        }
        add(charts, "lr", "Learning rate", "learning rate");
        add(charts, "grad_norm", "Gradient norm", "norm of all gradients");
        add(charts, "images_per_second", "Speed", "images a second");
        add(charts, "rss_mib", "Memory", "resident memory in MiB");
        return charts;
    }

    private void add(List<Chart> charts, String column, String title, String label) {
        if (has(column)) {
            charts.add(Chart.of(title, "step", label).line(title, steps, thinned(log.numbers(column))));
        }
    }

    private boolean has(String column) {
        return log.header().contains(column);
    }

    /** Means of neighbours, so that at most {@value #POINTS} are left; NaN where all are. */
    static double[] thinned(double[] values) {
        int every = Math.max(1, Math.ceilDiv(values.length, POINTS));
        return IntStream.range(0, Math.ceilDiv(values.length, every))
                .mapToDouble(i -> mean(values, i * every, Math.min(values.length, (i + 1) * every))).toArray();
    }

    static double[] smoothed(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> mean(values, Math.max(0, i - SMOOTH + 1), i + 1)).toArray();
    }

    private static double mean(double[] values, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> values[i]).filter(Double::isFinite).average().orElse(Double.NaN);
    }
}
