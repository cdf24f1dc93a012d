package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.panatorch.ddpm.eval.Evaluator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ddpm eval}: how good a model's images are, in numbers. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = {
        "Measure a model: FID and KID of its images, TSTR (a classifier trained on them, tested on real digits), and the"
                + " likelihood of real images.",
        "Features are those of a classifier that ships with this program, so that figures can be compared; FID only with the"
                + " same number of images."})
final class EvalCommand implements Callable<Integer> {
    @Mixin
    private MeasuredModel model;

    @Mixin
    private EvalOptions options;

    @Mixin
    private SamplingOptions sampling;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var evaluator = options.evaluator(model.seed(), model.guidance());
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt()) {
            return evaluate(evaluator, interrupt);
        }
    }

    private int evaluate(Evaluator evaluator, Interrupt interrupt) throws IOException {
        try {
            var report = model.<EvaluationReport>measure(interrupt, trained -> {
                var config = sampling.config(trained.steps());
                return (denoiser, yardstick, phases) ->
                        EvaluationReport.of(model.name(), trained, config, evaluator, denoiser, yardstick, phases);
            });
            options.print(report, spec.commandLine().getOut());
            return 0;
        } catch (CancellationException e) {
            spec.commandLine().getErr().println("Stopped; there are no figures");
            spec.commandLine().getErr().flush();
            return Cli.INTERRUPTED;
        }
    }
}
