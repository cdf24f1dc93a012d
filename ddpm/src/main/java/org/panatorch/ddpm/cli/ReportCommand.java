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
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PngFile;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.report.Report;
import org.panatorch.ddpm.report.ReportedModel;
import org.panatorch.ddpm.report.Table;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ddpm report}. */
@Command(name = "report", mixinStandardHelpOptions = true, description = {
        "Make one HTML page of a training run, or of a model's weights: curves, loss by timestep, pictures, samplers, schedule,"
                + " model card, settings, layers.",
        "The page is one file, without scripts, that needs no network. What a run does not have, the page says."})
final class ReportCommand implements Callable<Integer> {
    private static final SamplingConfig SAMPLING = SamplingConfig.DEFAULT;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder, or a file of weights (.pth or .safetensors) or a checkpoint.")
    private Path run;

    @Option(names = "--sample", paramLabel = "N", defaultValue = "16",
            description = "Sample N images for the page (default: ${DEFAULT-VALUE}; 0: none).")
    private int sample;

    @Mixin
    private ErrorOptions errors;

    @Option(names = "--data", paramLabel = "DIR", description = "A folder with MNIST-like files, for the error over t"
            + " (default: the run's; else the MNIST in this program).")
    private Path data;

    @Mixin
    private SpecOptions overrides;

    @Mixin
    private ComputeOptions where;

    @Option(names = "--out", paramLabel = "FILE", description = "The page (default: report.html in the folder, or beside the file).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--sample", sample, 0, 1024);
        boolean folder = Files.isDirectory(run);
        if (!folder && !Files.exists(run)) {
            throw new UserException(run + ": no such file or folder, expected a run's folder or a file of weights");
        }
        var page = out != null ? out : folder ? run.resolve("report.html") : run.resolveSibling("report.html");
        AtomicFile.requireWritable(page);
        var weights = folder ? Report.weightsIn(run) : run;
        var model = weights == null ? null : look(weights, folder);
        if (weights != null && model == null) {
            spec.commandLine().getErr().println("Stopped; no page was written");
            return Cli.INTERRUPTED;
        }
        var report = folder ? Report.ofRun(run, model) : Report.ofWeights(model);
        AtomicFile.write(page, report.html("Panatorch ddpm " + VersionProvider.version()).getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().println("the report is in " + page);
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Measures the model and samples from it; null if Ctrl-C came. */
    private ReportedModel look(Path weights, boolean folder) {
        var device = where.device();
        var dataset = dataset(folder);
        errors.check(0, dataset);
        try (var trained = ModelFile.open(weights, null, null, device)) {
            var model = overrides.over(folder && !trained.told() ? Report.specIn(run, trained.spec()) : trained.spec());
            try (var scheduler = model.schedule().scheduler(device)) {
                var denoiser = new Denoiser(trained.model(), scheduler, model.objective(), device, where.precision());
                Torch.manualSeed(0);
                var rows = errors.measure(denoiser, dataset);
                byte[] samples = rows == null || sample == 0 ? null : samples(SAMPLING.sampler(denoiser));
                return rows == null || sample > 0 && samples == null ? null
                        : new ReportedModel(weights.getFileName().toString(), model, trained.model().parameterCount(),
                                layers(trained.model()), rows, samples, sample + " images, " + SAMPLING.sampler() + ", "
                                        + SAMPLING.count(model.steps()) + " steps, seeds from 0");
            }
        }
    }

    private ImageDataset dataset(boolean folder) {
        var images = data != null || !folder ? data : Report.dataOf(run);
        return images == null ? ImageDataset.mnist(Split.TEST) : ImageDataset.fromDirectory(images, Split.TEST);
    }

    /** A PNG; null if Ctrl-C came. */
    private byte[] samples(Sampler sampler) {
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt();
                var progress = Progress.start("sampling", sampler.timesteps().count(), "steps");
                var _ = TensorScope.open()) {
            var x0 = sampler.sample(sample, 0, (_, _) -> progress.step(1), interrupt::requested);
            return x0 == null ? null : PngFile.encode(PngGrid.of(Gray.of(x0)).scale(2).toImage(), Map.of());
        }
    }

    private static Table layers(NoisePredictor model) {
        return new Table(List.of("layer", "kind", "weight", "parameters"), ModelReport.rows(model).stream()
                .map(row -> List.of(row.layer(), row.kind(), row.shape(),
                        String.format(Locale.ROOT, "%,d", row.parameters()) + (row.buffer() ? " (a buffer)" : ""))).toList());
    }
}
