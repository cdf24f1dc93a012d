package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.panatorch.ddpm.eval.Evaluator;
import picocli.CommandLine.Option;

/** What an evaluation measures, and how it is told. */
public final class EvalOptions {
    /** Their pixels have to fit into a Java array. */
    static final int MOST_IMAGES = 1_000_000;

    @Option(names = "--n", paramLabel = "N", defaultValue = "10000", description = "Images to sample (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--tstr-steps", paramLabel = "N", defaultValue = "3000",
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

    /**
     * The evaluator that was asked for.
     *
     * @throws org.panatorch.ddpm.UserException if a number is out of range
     */
    public Evaluator evaluator(long seed, double guidance) {
        Check.within("--n", n, 2, MOST_IMAGES);
        Check.within("--tstr-steps", tstrSteps, 0, 1_000_000);
        if (nllImages != 0) {
            Check.within("--nll-images", nllImages, 2, 10_000);
        }
        Check.within("--nll-evaluations", nllEvaluations, 2, 1_000_000);
        return new Evaluator(n, seed, guidance, tstrSteps, nllImages, nllEvaluations);
    }

    /** Whether a program is to read it. */
    public boolean json() {
        return json;
    }

    /** Prints what came out: a table, or JSON. */
    public void print(EvaluationReport report, PrintWriter out) throws IOException {
        if (json) {
            report.printJson(out);
        } else {
            report.print(out);
        }
    }
}
