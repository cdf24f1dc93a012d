package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.chart.ChartSheet;
import org.panatorch.ddpm.eval.Comparison;
import org.panatorch.ddpm.eval.Judge;

/** A comparison of samplers as a table, as CSV, and as a plot of quality against time. */
record ComparisonReport(Comparison comparison) {

    void print(PrintWriter out) {
        out.printf("%-10s %6s %9s %10s   %s%n", "sampler", "steps", "seconds", "FID", "KID");
        for (var row : comparison.rows()) {
            out.printf(Locale.ROOT, "%-10s %6d %9.1f %10.3f   %s%n", row.sampler(), row.steps(), row.seconds(),
                    row.score().fid(), EvaluationReport.shown(row.score().kid()));
        }
        out.printf(Locale.ROOT, "%-10s %6s %9s %10.3f   %s%n", "floor", "", "", comparison.floor().fid(),
                EvaluationReport.shown(comparison.floor().kid()));
        out.printf("%nFor %d images each, from the same seeds; the floor is %d test images.%n", n(), comparison.floor().n());
        out.printf("FID against MNIST's 60000 training images, KID (mean and standard error over %d subsets of %d) against "
                + "%d of them.%n", comparison.floor().kid().subsets(), comparison.floor().kid().size(), Judge.KID_REFERENCE);
        out.flush();
    }

    private int n() {
        return comparison.rows().getFirst().score().n();
    }

    /** {@code sampler,steps,seconds,fid,kid}, a line for each. */
    void writeCsv(Path file) {
        var lines = comparison.rows().stream().map(row -> String.format(Locale.ROOT, "%s,%d,%.3f,%.6f,%.8f", row.sampler(),
                row.steps(), row.seconds(), row.score().fid(), row.score().kid().mean()));
        AtomicFile.write(file, Stream.concat(Stream.of("sampler,steps,seconds,fid,kid"), lines)
                .collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8));
    }

    /** FID over seconds, a line for each sampler, and the floor. PNG or SVG by the name's end. */
    void writePlot(Path file) {
        var bySampler = comparison.rows().stream()
                .collect(Collectors.groupingBy(Comparison.Row::sampler, LinkedHashMap::new, Collectors.toList()));
        var chart = Chart.of("Quality and time", "seconds for " + n() + " images", "FID");
        for (var sampler : bySampler.entrySet()) {
            double[] seconds = sampler.getValue().stream().mapToDouble(Comparison.Row::seconds).toArray();
            double[] fid = sampler.getValue().stream().mapToDouble(row -> row.score().fid()).toArray();
            chart = seconds.length > 1 ? chart.line(sampler.getKey(), seconds, fid) : chart.dots(sampler.getKey(), seconds, fid);
        }
        double longest = comparison.rows().stream().mapToDouble(Comparison.Row::seconds).max().orElseThrow();
        double floor = comparison.floor().fid();
        ChartSheet.of(chart.dashed("test images", new double[] {0, longest}, new double[] {floor, floor})).write(file);
    }
}
