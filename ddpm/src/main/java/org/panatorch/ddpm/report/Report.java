package org.panatorch.ddpm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.chart.Chart;
import org.panatorch.ddpm.forward.ScheduleCurves;
import org.panatorch.ddpm.forward.Spread;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.reverse.ErrorByT;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
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

    /** The weights in a run's folder that a report shows: the averaged ones if there are any; null if there are none. */
    public static Path weightsIn(Path folder) {
        return RunFiles.of(folder).weights().orElse(null);
    }

    /**
     * What the model of a run was trained to do: as config.toml says, for weights that do not tell themselves.
     *
     * @throws UserException if config.toml is damaged, or of another model
     */
    public static ModelSpec specIn(Path folder, ModelSpec weights) {
        return RunFiles.of(folder).config().map(file -> {
            var config = RunConfig.read(file);
            UserException.unless(config.schedule().steps() == weights.steps(), file + ": steps", weights.steps() + ", as the weights have",
                    config.schedule().steps());
            return new ModelSpec(weights.model(), config.schedule(), config.objective(), weights.classes());
        }).orElse(weights);
    }

    /** The folder of the images that a run was trained on; null for the MNIST in this program. */
    public static Path dataOf(Path folder) {
        return RunFiles.of(folder).config().map(file -> RunConfig.read(file).data()).filter(data -> !data.isEmpty()).map(Path::of).orElse(null);
    }

    /**
     * A run.
     *
     * @param model what its weights hold; null if there are none
     * @throws UserException if the folder holds no run, or a file in it is damaged
     */
    public static Report ofRun(Path folder, ReportedModel model) {
        var files = RunFiles.of(folder);
        var log = files.log().map(CsvFile::read).orElse(null);
        var config = files.config().map(RunConfig::read).orElse(null);
        var report = new Report("Run " + folder.toAbsolutePath().normalize().getFileName(),
                model == null ? "no weights yet" : model.description());
        report.curves(log, model != null ? model.spec().objective() : config != null ? config.objective() : Objective.epsilon);
        report.errors(model);
        report.samples(model, files.samples());
        report.comparison(files, model);
        report.schedule(model != null ? model.spec().schedule() : config != null ? config.schedule() : null);
        report.sections.add(files.modelCard().map(card -> Section.of("card", "Model card", "").html(ModelCard.html(card)))
                .orElseGet(() -> Section.of("card", "Model card", "As the run's files tell; a model-card.md in the folder would stand here.")
                        .with(Facts.of(model, log, config))));
        report.sections.add(config == null ? Section.missing("config", "Settings", "No config.toml in the folder.")
                : Section.of("config", "Settings", "config.toml, as the run was started.").pre(config.text()));
        report.layers(model);
        return report;
    }

    /** Weights alone. */
    public static Report ofWeights(ReportedModel model) {
        var report = new Report(model.file(), model.description());
        report.errors(model);
        report.samples(model, List.of());
        report.schedule(model.spec().schedule());
        report.sections.add(Section.of("card", "Model card", "As the file tells.").with(Facts.of(model, null, null)));
        report.layers(model);
        return report;
    }

    /** The page's text. @param generator the program and its version */
    public String html(String generator) {
        return ReportPage.html(title, subtitle, generator, sections);
    }

    private void curves(Table log, Objective objective) {
        if (log == null || log.isEmpty()) {
            sections.add(Section.missing("curves", "Training", "No log.csv in the folder, or nothing in it yet."));
            return;
        }
        var last = log.rows().getLast();
        var words = IntStream.range(0, last.size()).mapToObj(i -> log.header().get(i) + " " + last.get(i))
                .collect(Collectors.joining(", "));
        sections.add(Section.of("curves", "Training", log.rows().size() + " lines of log.csv; the last: " + words + ".")
                .charts(new LogCharts(log, Words.of(objective)).charts()));
    }

    private void errors(ReportedModel model) {
        sections.add(model == null || model.errors().isEmpty()
                ? Section.missing("errors", "Loss by timestep", "Not measured" + (model == null ? ": there are no weights." : "; --batch N does it."))
                : Section.of("errors", "Loss by timestep", "On test images put into noise at " + model.errors().size()
                        + " timesteps: how far the predicted noise is from the true one, and the image that it amounts to from the true one.")
                        .charts(ErrorByT.charts(model.errors()).charts()));
    }

    private void samples(ReportedModel model, List<Path> grids) {
        var section = Section.of("samples", "Samples", (model == null || model.samples() == null ? ""
                : "Sampled for this page: " + model.sampler() + ". ") + (grids.isEmpty() ? ""
                : "After the epochs, always from the same noise" + (grids.size() > GRIDS ? "; " + GRIDS + " of " + grids.size() + " are shown." : ".")));
        if (model != null && model.samples() != null) {
            section = section.picture(model.samples(), "now, from " + model.file());
        }
        for (int i : grids.isEmpty() ? new int[0] : Spread.of(grids.size() - 1, GRIDS)) {
            section = section.picture(bytes(grids.get(i)), grids.get(i).getFileName().toString().replace(".png", "").replace('-', ' '));
        }
        sections.add(!section.pictures().isEmpty() ? section
                : Section.missing("samples", "Samples", "None in samples/; " + (model == null ? "ddpm train" : "--sample N") + " makes some."));
    }

    private void comparison(RunFiles files, ReportedModel model) {
        var table = files.comparison().map(CsvFile::read).orElse(null);
        if (table == null || table.isEmpty()) {
            sections.add(Section.missing("samplers", "Samplers", "No compare.csv in the folder; ddpm compare --out " + files.folder()
                    + (model == null ? "" : " --weights " + files.folder().resolve(model.file())) + " makes it."));
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

    /** @param schedule null if nothing tells it */
    private void schedule(NoiseSchedule schedule) {
        if (schedule == null) {
            sections.add(Section.missing("schedule", "Schedule", "No weights and no config.toml in the folder, which would tell it."));
            return;
        }
        try (var scheduler = schedule.scheduler(Device.CPU)) {
            sections.add(Section.of("schedule", "Schedule", Words.of(schedule) + ".").charts(ScheduleCurves.of(scheduler).charts()));
        }
    }

    private void layers(ReportedModel model) {
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
