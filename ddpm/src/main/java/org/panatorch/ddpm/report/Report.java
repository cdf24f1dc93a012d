package org.panatorch.ddpm.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.forward.ScheduleCurves;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Device;

/**
 * A run's folder, or a model's weights alone, as one HTML page that can be read without a network. Every part says what is
 * missing where something is.
 */
public final class Report {
    /** More grids than this would make a large page, and look alike. */
    private static final int GRIDS = 12;

    private final List<Section> sections = new ArrayList<>();
    private final String title;
    private final String subtitle;

    private Report(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    /**
     * The model of a report.
     *
     * @param description one line: {@code AdvUNetModel, T = 2000, 558,753 parameters}
     * @param layers its layers; may be empty
     */
    public record Model(String description, Table layers) {}

    /** The weights in a run's folder that a report shows: the averaged ones if there are any; null if there are none. */
    public static Path weightsIn(Path folder) {
        return RunFiles.of(folder).weights().orElse(null);
    }

    /**
     * A run.
     *
     * @param model what its weights hold; null if there are none
     * @throws UserException if the folder holds no run, or a file in it is damaged
     */
    public static Report ofRun(Path folder, Model model) {
        var files = RunFiles.of(folder);
        var log = files.log().map(CsvFile::read).orElse(null);
        var config = files.config().map(RunConfig::read).orElse(null);
        var report = new Report("Run " + folder.toAbsolutePath().normalize().getFileName(),
                model == null ? "no weights yet" : model.description());
        report.curves(log);
        report.grids(files.samples());
        report.comparison(files);
        report.schedule(config);
        report.sections.add(files.modelCard().map(card -> Section.of("card", "Model card", "").html(ModelCard.html(card)))
                .orElse(Section.missing("card", "Model card", "No model-card.md in the folder.")));
        report.sections.add(config == null ? Section.missing("config", "Settings", "No config.toml in the folder.")
                : Section.of("config", "Settings", "config.toml, as the run was started.").pre(config.text()));
        report.layers(model);
        return report;
    }

    /**
     * Weights alone.
     *
     * @param samples a PNG of images sampled with them; null for none
     */
    public static Report ofWeights(Path file, Model model, AlphaNoiseScheduler scheduler, byte[] samples) {
        var report = new Report(file.getFileName().toString(), model.description());
        report.sections.add(samples == null
                ? Section.missing("samples", "Samples", "None were made; --sample N makes some.")
                : Section.of("samples", "Samples", "").picture(samples, "images sampled with these weights"));
        report.scheduleOf(scheduler, "");
        report.layers(model);
        return report;
    }

    /** The page's text. @param generator the program and its version */
    public String html(String generator) {
        return ReportPage.html(title, subtitle, generator, sections);
    }

    private void curves(Table log) {
        if (log == null || log.isEmpty()) {
            sections.add(Section.missing("curves", "Training", "No log.csv in the folder, or nothing in it yet."));
            return;
        }
        var last = log.rows().getLast();
        var words = IntStream.range(0, last.size()).mapToObj(i -> log.header().get(i) + " " + last.get(i))
                .collect(Collectors.joining(", "));
        sections.add(Section.of("curves", "Training", log.rows().size() + " lines of log.csv; the last: " + words + ".")
                .charts(new LogCharts(log).charts()));
    }

    private void grids(List<Path> samples) {
        if (samples.isEmpty()) {
            sections.add(Section.missing("samples", "Samples", "No samples/epoch-....png in the folder."));
            return;
        }
        var section = Section.of("samples", "Samples", "Sampled after the epochs, from the same noise"
                + (samples.size() > GRIDS ? "; " + GRIDS + " of " + samples.size() + " are shown." : "."));
        for (int i : Spread.of(samples.size() - 1, GRIDS)) {
            section = section.picture(bytes(samples.get(i)), samples.get(i).getFileName().toString().replace(".png", "").replace('-', ' '));
        }
        sections.add(section);
    }

    private void comparison(RunFiles files) {
        var table = files.comparison().map(CsvFile::read).orElse(null);
        if (table == null || table.isEmpty()) {
            sections.add(Section.missing("samplers", "Samplers", "No compare.csv in the folder."));
            return;
        }
        var section = Section.of("samplers", "Samplers", "compare.csv: lower fid and kid are better.").with(table);
        sections.add(table.header().containsAll(List.of("sampler", "steps", "fid")) ? section.charts(List.of(fid(table))) : section);
    }

    private static Chart fid(Table table) {
        var chart = Chart.of("Quality over effort", "sampling steps", "FID").logX().logY();
        var samplers = table.column("sampler");
        double[] steps = table.numbers("steps");
        double[] fid = table.numbers("fid");
        for (var sampler : samplers.stream().distinct().toList()) {
            int[] rows = IntStream.range(0, samplers.size()).filter(i -> samplers.get(i).equals(sampler))
                    .boxed().sorted((a, b) -> Double.compare(steps[a], steps[b])).mapToInt(i -> i).toArray();
            double[] x = Arrays.stream(rows).mapToDouble(i -> steps[i]).toArray();
            double[] y = Arrays.stream(rows).mapToDouble(i -> fid[i]).toArray();
            chart = rows.length > 1 ? chart.line(sampler, x, y) : chart.dots(sampler, x, y);
        }
        return chart;
    }

    private void schedule(RunConfig config) {
        if (config == null) {
            sections.add(Section.missing("schedule", "Schedule", "No config.toml in the folder, which would tell it."));
        } else if (!config.schedule().equals("linear")) {
            sections.add(Section.missing("schedule", "Schedule",
                    "The schedule " + config.schedule() + " is not drawn here, only a linear one is."));
        } else {
            try (var scheduler = new AlphaNoiseScheduler(config.steps(), config.betaStart(), config.betaEnd(), Device.CPU)) {
                scheduleOf(scheduler, String.format(Locale.ROOT, "%d steps, beta linear from %s to %s.", config.steps(),
                        plain(config.betaStart()), plain(config.betaEnd())));
            } catch (IllegalArgumentException e) {
                throw new UserException("config.toml: " + e.getMessage(), e);
            }
        }
    }

    /** Without an exponent: 0.0001. */
    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private void scheduleOf(AlphaNoiseScheduler scheduler, String text) {
        sections.add(Section.of("schedule", "Schedule", text).charts(ScheduleCurves.of(scheduler).charts()));
    }

    private void layers(Model model) {
        if (model != null) {
            sections.add(Section.of("model", "Model", model.description() + ".").with(model.layers()));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
