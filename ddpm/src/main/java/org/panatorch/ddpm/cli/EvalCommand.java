package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.panatorch.ddpm.eval.Evaluator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ddpm eval}: how good a model's images are, in numbers. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = {
        "Measure a model: FID and KID of its images, TSTR (a classifier trained on them, tested on real digits), and the"
                + " likelihood of real images.",
        "Features are those of a classifier that ships with this program, so that figures can be compared; FID only with the"
                + " same number of images."})
final class EvalCommand implements Callable<Integer> {
    /** Their pixels have to fit into a Java array. */
    static final int MOST_IMAGES = 1_000_000;

    @Mixin
    private MeasuredModel model;

    @Option(names = "--n", paramLabel = "N", defaultValue = "10000", description = "Images to sample (default: ${DEFAULT-VALUE}).")
    private int n;

    @Mixin
    private SamplingOptions sampling;

    @Option(names = "--tstr-steps", paramLabel = "N", defaultValue = "1000",
            description = "Steps that the classifiers of TSTR are trained for; 0: leave it out (default: ${DEFAULT-VALUE}).")
    private int tstrSteps;

    @Option(names = "--nll-images", paramLabel = "N", defaultValue = "200",
            description = "Test images whose likelihood is measured; 0: leave it out (default: ${DEFAULT-VALUE}).")
    private int nllImages;

    @Option(names = "--nll-evaluations", paramLabel = "N", defaultValue = "100",
            description = "How often the model looks at each of them, at most T times (default: ${DEFAULT-VALUE}).")
    private int nllEvaluations;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Check.within("--n", n, 2, MOST_IMAGES);
        Check.within("--tstr-steps", tstrSteps, 0, 1_000_000);
        if (nllImages != 0) {
            Check.within("--nll-images", nllImages, 2, 10_000);
        }
        Check.within("--nll-evaluations", nllEvaluations, 2, 1_000_000);
        var evaluator = new Evaluator(n, model.seed(), model.guidance(), tstrSteps, nllImages, nllEvaluations);
        try (var interrupt = Surroundings.COMMAND_LINE.interrupt()) {
            return evaluate(evaluator, interrupt);
        }
    }

    private int evaluate(Evaluator evaluator, Interrupt interrupt) throws IOException {
        try {
            var report = model.<EvaluationReport>measure(interrupt, trained -> {
                var config = sampling.config(trained.steps());
                return (denoiser, yardstick, phases) -> new EvaluationReport(model.name(), trained, config, evaluator,
                        yardstick.id(), evaluator.evaluate(denoiser, config, yardstick, phases));
            });
            if (json) {
                report.printJson(spec.commandLine().getOut());
            } else {
                report.print(spec.commandLine().getOut());
            }
            return 0;
        } catch (CancellationException e) {
            spec.commandLine().getErr().println("Stopped; there are no figures");
            spec.commandLine().getErr().flush();
            return Cli.INTERRUPTED;
        }
    }
}
