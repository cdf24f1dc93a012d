package org.panatorch.ddpm.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PngFile;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.report.Report;
import org.panatorch.ddpm.report.Table;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ddpm report}. */
@Command(name = "report", mixinStandardHelpOptions = true, description = {
        "Make one HTML page of a training run, or of a model's weights: curves, pictures, schedule, settings, layers.",
        "The page is one file, without scripts, that needs no network. What a run does not have, the page says."})
final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder, or a file of weights (.pth or .safetensors).")
    private Path run;

    @Option(names = "--sample", paramLabel = "N", defaultValue = "0",
            description = "With a file of weights: sample N images for the page (default: none).")
    private int sample;

    @Mixin
    private BetaOptions betas;

    @Mixin
    private DeviceOption where;

    @Option(names = "--out", paramLabel = "FILE", description = "The page (default: report.html in the folder, or beside the file).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--sample", sample, 0, 1024);
        boolean folder = Files.isDirectory(run);
        if (folder && sample > 0) {
            throw new UserException("--sample: for a file of weights only; a run's folder has its samples");
        }
        if (!folder && !Files.exists(run)) {
            throw new UserException(run + ": no such file or folder, expected a run's folder or a file of weights");
        }
        var report = folder ? ofFolder() : ofWeights();
        if (report == null) {
            spec.commandLine().getErr().println("Stopped; no page was written");
            return Cli.INTERRUPTED;
        }
        var page = out != null ? out : folder ? run.resolve("report.html") : run.resolveSibling("report.html");
        AtomicFile.write(page, report.html("Panatorch ddpm " + VersionProvider.version()).getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().println("the report is in " + page);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Report ofFolder() {
        var weights = Report.weightsIn(run);
        if (weights == null) {
            return Report.ofRun(run, null);
        }
        try (var predictor = ModelFile.load(weights, null, null, Device.CPU)) {
            return Report.ofRun(run, describe(predictor, weights));
        }
    }

    /** Null if Ctrl-C came. */
    private Report ofWeights() {
        var device = where.device();
        try (var predictor = ModelFile.load(run, null, null, device); var scheduler = scheduler(predictor, device)) {
            byte[] samples = null;
            if (sample > 0) {
                samples = samples(predictor, scheduler, device);
                if (samples == null) {
                    return null;
                }
            }
            return Report.ofWeights(run, describe(predictor, run), scheduler, samples);
        }
    }

    private AlphaNoiseScheduler scheduler(NoisePredictor predictor, Device device) {
        try {
            return new AlphaNoiseScheduler((int) predictor.numSteps(), betas.betaStart, betas.betaEnd, device);
        } catch (IllegalArgumentException e) {
            throw new UserException("--beta-start, --beta-end: " + e.getMessage(), e);
        }
    }

    private byte[] samples(NoisePredictor predictor, AlphaNoiseScheduler scheduler, Device device) {
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("sampling", scheduler.steps(), "steps");
                var _ = TensorScope.open()) {
            var x0 = new Sampler(predictor, scheduler, device, where.precision())
                    .sample(sample, 0, (_, _) -> progress.step(1), interrupt::requested);
            return x0 == null ? null : PngFile.encode(PngGrid.of(Gray.of(x0)).scale(2).toImage(), Map.of());
        }
    }

    private static Report.Model describe(NoisePredictor predictor, Path weights) {
        var rows = ModelReport.rows(predictor).stream().map(row -> List.of(row.layer(), row.kind(), row.shape(),
                String.format(Locale.ROOT, "%,d", row.parameters()) + (row.buffer() ? " (a buffer)" : ""))).toList();
        return new Report.Model(String.format(Locale.ROOT, "%s, T = %d, %,d parameters, from %s",
                predictor.getClass().getSimpleName(), predictor.numSteps(), predictor.parameterCount(), weights.getFileName()),
                new Table(List.of("layer", "kind", "weight", "parameters"), rows));
    }
}
