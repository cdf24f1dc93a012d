package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Muon}.
 *
 * @param weightDecay shrinks the parameters directly; 0.1 by default
 * @param momentum 0.95 by default
 * @param nesterov whether the step looks ahead by the momentum; true by default
 * @param a of the first power in an iteration; 3.4445 by default
 * @param b of the third; -4.775 by default
 * @param c of the fifth; 2.0315 by default
 * @param eps 1e-7 by default
 * @param nsSteps iterations; 5 by default
 * @param adjustLrFn {@code "original"}, or null, the default: larger where rows are more than columns; {@code
 *     "match_rms_adamw"}: with steps as large as AdamW's
 */
public record MuonOptions(double weightDecay, double momentum, boolean nesterov, double a, double b, double c, double eps, int nsSteps, String adjustLrFn) {

    /** No keyword given. */
    public static final MuonOptions DEFAULT = new MuonOptions(0.1, 0.95, true, 3.4445, -4.7750, 2.0315, 1e-7, 5, null);

    public MuonOptions {
        Optimizer.require(momentum >= 0, "momentum >= 0", momentum);
        Optimizer.require(nsSteps < 100, "fewer than 100 steps", nsSteps);
        Optimizer.require(adjustLrFn == null || adjustLrFn.equals("original") || adjustLrFn.equals("match_rms_adamw"),
                "adjust_lr_fn \"original\" or \"match_rms_adamw\"", adjustLrFn);
    }

    /** {@code weight_decay=weightDecay}. */
    public MuonOptions weightDecay(double weightDecay) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }

    /** {@code momentum=momentum}. */
    public MuonOptions momentum(double momentum) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }

    /** {@code nesterov=nesterov}. */
    public MuonOptions nesterov(boolean nesterov) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }

    /** {@code ns_coefficients=(a, b, c)}. */
    public MuonOptions nsCoefficients(double a, double b, double c) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }

    /** {@code eps=eps}. */
    public MuonOptions eps(double eps) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }

    /** {@code ns_steps=nsSteps}. */
    public MuonOptions nsSteps(int nsSteps) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }

    /** {@code adjust_lr_fn=adjustLrFn}. */
    public MuonOptions adjustLrFn(String adjustLrFn) {
        return new MuonOptions(weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, adjustLrFn);
    }
}
