package org.panatorch.ddpm.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.panatorch.ddpm.eval.Evaluation;
import org.panatorch.ddpm.eval.Evaluator;
import org.panatorch.ddpm.eval.Judge;
import org.panatorch.ddpm.eval.Kid;
import org.panatorch.ddpm.eval.Phases;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.SamplingConfig;

/** What {@code ddpm eval} prints: figures, and all that has to be known to compare them with others. */
public record EvaluationReport(String weights, ModelSpec spec, SamplingConfig config, Evaluator evaluator, String classifier,
        Evaluation evaluation) {

    /**
     * Measures a model.
     *
     * @param weights the name of its file
     * @param spec what it was trained to do
     * @throws java.util.concurrent.CancellationException if a phase was ended
     */
    public static EvaluationReport of(String weights, ModelSpec spec, SamplingConfig config, Evaluator evaluator,
            Denoiser denoiser, Yardstick yardstick, Phases phases) {
        return new EvaluationReport(weights, spec, config, evaluator, yardstick.id(),
                evaluator.evaluate(denoiser, config, yardstick, phases));
    }

    /** A table for people. */
    void print(PrintWriter out) {
        var generated = evaluation.generated();
        var floor = evaluation.floor();
        line(out, "weights", "%s: %s, T = %d", weights, spec.model(), spec.steps());
        line(out, "sampled", "%s; %d images from seed %d, %.1f s", config.toMap().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")), evaluator.n(), evaluator.seed(),
                evaluation.seconds());
        line(out, "measured", "in the features of classifier %s, against MNIST's training images (FID: all 60000,"
                + " KID: %d of them)", classifier, Judge.KID_REFERENCE);
        out.println();
        out.printf(Locale.ROOT, "%-10s %-24s %s%n", "", "generated, n = " + generated.n(),
                "floor: test images, n = " + floor.n());
        out.printf(Locale.ROOT, "%-10s %-24.3f %.3f%n", "FID", generated.fid(), floor.fid());
        out.printf(Locale.ROOT, "%-10s %-24s %s%n", "KID", shown(generated.kid()), shown(floor.kid()));
        if (evaluation.tstr() != null) {
            var tstr = evaluation.tstr();
            out.printf(Locale.ROOT, "%-10s %-24s %s%n", "TSTR", percent(tstr.synthetic()),
                    percent(tstr.real()) + " (trained on as many real digits)");
        }
        out.println();
        line(out, "KID", "mean and standard error over %d subsets of %d", generated.kid().subsets(), generated.kid().size());
        if (evaluation.tstr() != null) {
            line(out, "TSTR", "accuracy on the test images after %d steps on %d digits, labelled by the %s",
                    evaluation.tstr().steps(), evaluation.tstr().images(), spec.classes() > 0 ? "model" : "classifier");
        }
        if (!Double.isNaN(evaluation.told())) {
            line(out, "labels", "%s of the images are taken for the digit that was asked for", percent(evaluation.told()));
        }
        if (evaluation.nll() != null) {
            var nll = evaluation.nll();
            line(out, "NLL", "at most %.4f ± %.4f bits per dim, over %d test images, %d evaluations each, with variance %s",
                    nll.bitsPerDim(), nll.standardError(), nll.images(), nll.evaluations(), config.variance());
        }
        out.flush();
    }

    private static void line(PrintWriter out, String name, String format, Object... arguments) {
        out.printf(Locale.ROOT, "%-10s %s%n", name, String.format(Locale.ROOT, format, arguments));
    }

    static String shown(Kid kid) {
        return String.format(Locale.ROOT, "%.5f ± %.5f", kid.mean(), kid.standardError());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** The same for programs: one JSON object. */
    void printJson(PrintWriter out) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("weights", weights.toString());
        all.put("model", spec.toMap());
        all.put("sampling", config.toMap());
        all.put("seed", evaluator.seed());
        all.put("seconds", evaluation.seconds());
        all.put("classifier", classifier);
        all.put("reference", "MNIST's training images: FID 60000, KID " + Judge.KID_REFERENCE);
        all.put("generated", json(evaluation.generated()));
        all.put("floor", json(evaluation.floor()));
        if (!Double.isNaN(evaluation.told())) {
            all.put("taken_for_their_label", evaluation.told());
        }
        if (evaluation.tstr() != null) {
            all.put("tstr", evaluation.tstr());
        }
        if (evaluation.nll() != null) {
            all.put("nll", evaluation.nll());
        }
        out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all));
        out.flush();
    }

    private static Map<String, Object> json(Judge.Score score) {
        var map = new LinkedHashMap<String, Object>();
        map.put("n", score.n());
        map.put("fid", score.fid());
        map.put("kid", score.kid());
        return map;
    }
}
