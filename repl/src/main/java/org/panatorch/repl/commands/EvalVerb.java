package org.panatorch.repl.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.panatorch.ddpm.cli.EvalOptions;
import org.panatorch.ddpm.cli.EvaluationReport;
import org.panatorch.ddpm.cli.PhaseBars;
import org.panatorch.ddpm.cli.Surroundings;
import org.panatorch.ddpm.eval.Evaluator;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.repl.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "eval", description = {
        "Measure the model: FID and KID of its images, TSTR (a classifier trained on them), likelihood of real digits.",
        "With the sampler and the seed in use; else as ddpm eval does. The fewer images, the sooner, and the higher FID is."})
final class EvalVerb extends Verb {
    @Mixin
    private EvalOptions options;

    private final Surroundings surroundings;

    EvalVerb(Session session, Surroundings surroundings) {
        super(session);
        this.surroundings = surroundings;
    }

    @Override
    protected void run() {
        session.model();
        // as ddpm eval: without labels in use, the model is asked for each label in turn and followed as it is
        var sampling = session.sampling();
        var evaluator = options.evaluator(session.seed(), sampling.labels() == null ? 1 : sampling.guidance());
        try {
            options.print(measure(evaluator), options.json() ? screen().out() : screen().lines());
        } catch (CancellationException e) {
            // Ctrl-C: the interpreter says so
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EvaluationReport measure(Evaluator evaluator) {
        var model = session.modelInUse();
        var name = model.weights() == null ? "fresh" : model.weights().getFileName().toString();
        try (var yardstick = Yardstick.shipped(session.device());
                var bars = new PhaseBars(surroundings.interrupt(), surroundings.progress())) {
            return EvaluationReport.of(name, model.spec(), session.sampling().config(), evaluator, session.unguided(),
                    yardstick, bars);
        }
    }
}
