package org.panatorch.ddpm.cli;

import static java.util.Objects.requireNonNullElse;

import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.sample.Ancestral;
import org.panatorch.ddpm.sample.Clipping;
import org.panatorch.ddpm.sample.DpmSolver;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.sample.Spacing;
import picocli.CommandLine.Option;

/** How images are made from noise, wherever a command samples. */
final class SamplingOptions {
    @Option(names = "--sampler", paramLabel = "SAMPLER", defaultValue = "dpmpp",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, DPM-Solver++ 2M). ancestral is the original's.")
    private SamplerKind sampler;

    @Option(names = "--sampling-steps", paramLabel = "N|all",
            description = "How many of the model's steps are used (default: ancestral all, ddim and euler 50, dpmpp 20, heun 15).")
    private String steps;

    @Option(names = "--spacing", paramLabel = "SPACING",
            description = "Which of them: ${COMPLETION-CANDIDATES} (default: dpmpp logsnr, others trailing).")
    private Spacing spacing;

    @Option(names = "--eta", paramLabel = "ETA",
            description = "For ddim and dpmpp: from 0, no noise is added, to 1, as much as ancestral adds (default: ddim 0, dpmpp 1).")
    private Double eta;

    @Option(names = "--solver-type", paramLabel = "TYPE",
            description = "For dpmpp: ${COMPLETION-CANDIDATES} (default: heun). midpoint is the paper's and diffusers'.")
    private DpmSolver.SolverType solverType;

    @Option(names = "--variance", paramLabel = "VARIANCE",
            description = "For ancestral: ${COMPLETION-CANDIDATES} (default: fixedsmall, the original's).")
    private Ancestral.Variance variance;

    @Option(names = "--clip", negatable = true,
            description = "Keep the image seen at each step within [-1, 1] (default: on, but for ancestral over all steps,"
                    + " which is the original's).")
    private Boolean clip;

    @Option(names = "--threshold", paramLabel = "P",
            description = "Instead: scale each to its own range where more than 1 - P of it lies outside (Imagen: 0.995).")
    private Double threshold;

    /** @throws UserException if they do not go together, or a model of T steps has not so many */
    SamplingConfig config(int modelSteps) {
        if (eta != null && !sampler.heedsEta()) {
            throw new UserException("--eta: only --sampler ddim and dpmpp heed it");
        }
        if (solverType != null && sampler != SamplerKind.dpmpp) {
            throw new UserException("--solver-type: only --sampler dpmpp heeds it");
        }
        if (variance != null && sampler != SamplerKind.ancestral) {
            throw new UserException("--variance: only --sampler ancestral heeds it");
        }
        int used = used(modelSteps);
        var usual = SamplingConfig.of(sampler);
        return new SamplingConfig(sampler, used, requireNonNullElse(spacing, usual.spacing()), valid("--eta", requireNonNullElse(eta, usual.eta())),
                requireNonNullElse(solverType, usual.solverType()), requireNonNullElse(variance, usual.variance()), clipping(used));
    }

    private int used(int modelSteps) {
        if (steps == null) {
            return sampler.defaultSteps() >= modelSteps ? 0 : sampler.defaultSteps();
        }
        if (steps.equals("all")) {
            return 0;
        }
        int n = steps.matches("\\d{1,9}") ? Integer.parseInt(steps) : 0;
        if (n < 1 || n > modelSteps) {
            throw new UserException("--sampling-steps: expected 1 to " + modelSteps + " (the model's steps) or all, got " + steps);
        }
        return n == modelSteps ? 0 : n;
    }

    private Clipping clipping(int used) {
        if (threshold != null) {
            if (Boolean.FALSE.equals(clip)) {
                throw new UserException("--threshold: goes with clipping, but --no-clip is given");
            }
            UserException.unless(threshold > 0 && threshold <= 1, "--threshold", "a number above 0, at most 1", threshold);
            return new Clipping.Dynamic(threshold);
        }
        return clip == null ? SamplingConfig.usualClipping(sampler, used) : clip ? Clipping.UNIT : Clipping.NONE;
    }

    private static double valid(String option, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new UserException(option + ": expected a number from 0 to 1, got " + value);
        }
        return value;
    }
}
