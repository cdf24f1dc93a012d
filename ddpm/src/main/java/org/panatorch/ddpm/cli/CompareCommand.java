package org.panatorch.ddpm.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.eval.Comparison;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.SamplingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm compare}: what a sampler's steps cost and what they bring. */
@Command(name = "compare", mixinStandardHelpOptions = true, description = {
        "Run samplers and numbers of steps on one model, from the same noise: seconds, FID and KID of each, as a table, in"
                + " compare.csv, and as a plot of quality against time in compare.png."})
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private MeasuredModel model;

    @Option(names = "--samplers", paramLabel = "SAMPLER", split = ",", defaultValue = "dpmpp,ddim",
            description = "${COMPLETION-CANDIDATES}, with commas between (default: ${DEFAULT-VALUE}).")
    private List<SamplerKind> samplers;

    @Option(names = "--sampling-steps", paramLabel = "N|all", split = ",", defaultValue = "10,20,50",
            description = "How many of the model's steps are used, with commas between (default: ${DEFAULT-VALUE}).")
    private List<String> samplingSteps;

    @Option(names = "--n", paramLabel = "N", defaultValue = "1000",
            description = "Images for each sampler and number of steps (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = ".",
            description = "The folder for compare.csv and compare.png (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Check.within("--n", n, 2, EvalOptions.MOST_IMAGES);
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt()) {
            return compare(interrupt);
        }
    }

    private int compare(Interrupt interrupt) {
        var csv = out.resolve("compare.csv");
        var plot = out.resolve("compare.png");
        try {
            var report = new ComparisonReport(model.<Comparison>measure(interrupt, trained -> {
                var configs = configs(trained.steps());
                AtomicFile.requireWritable(csv);
                AtomicFile.requireWritable(plot);
                return (denoiser, yardstick, phases) ->
                        Comparison.of(denoiser, configs, n, model.seed(), model.guidance(), yardstick, phases);
            }));
            var console = spec.commandLine().getOut();
            report.print(console);
            report.writeCsv(csv);
            report.writePlot(plot);
            console.println("The same is in " + csv + " and " + plot);
            console.flush();
            return 0;
        } catch (CancellationException e) {
            spec.commandLine().getErr().println("Stopped; nothing was written");
            spec.commandLine().getErr().flush();
            return Cli.INTERRUPTED;
        }
    }

    /** Each sampler with each number of steps, clipped, but for the original's: ancestral over all steps. */
    private List<SamplingConfig> configs(int modelSteps) {
        var configs = new ArrayList<SamplingConfig>();
        for (var sampler : samplers) {
            for (var text : samplingSteps) {
                int steps = text.equals("all") ? modelSteps : text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
                if (steps < 1 || steps > modelSteps) {
                    throw new UserException("--sampling-steps: expected 1 to " + modelSteps
                            + " (the model's steps) or all, got " + text);
                }
                int used = steps == modelSteps ? 0 : steps;
                configs.add(SamplingConfig.of(sampler).steps(used).clipping(SamplingConfig.usualClipping(sampler, used)));
            }
        }
        return configs;
    }
}
