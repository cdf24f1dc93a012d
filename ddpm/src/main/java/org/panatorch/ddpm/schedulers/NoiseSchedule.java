package org.panatorch.ddpm.schedulers;

import static org.panatorch.torch.Keywords.dtype;

import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * How much noise each of T steps adds, as a recipe: what a model was trained with, and has to be sampled with.
 *
 * @param kind the curve
 * @param steps T
 * @param betaStart beta of the first step; only {@link Kind#linear} heeds it
 * @param betaEnd beta of the last step; only {@link Kind#linear} heeds it
 * @param zeroTerminalSnr rescaled so that nothing of the image is left at the last step (Lin et al. 2023, arXiv
 *     2305.08891, algorithm 1)
 */
public record NoiseSchedule(Kind kind, int steps, double betaStart, double betaEnd, boolean zeroTerminalSnr) {

    /** The curves. */
    public enum Kind {
        /** beta grows linearly: Ho et al. 2020 (arXiv 2006.11239), and the original. */
        linear,
        /** alpha-bar falls as a squared cosine: Nichol and Dhariwal 2021 (arXiv 2102.09672), equation 17, s = 0.008. */
        cosine,
        /** alpha-bar falls as a sigmoid from -3 to 3: Jabri et al. 2022 (arXiv 2212.11972), algorithm 1, tau = 1. */
        sigmoid
    }

    /** Nichol and Dhariwal's limit: alpha must not come near 0, or the last steps blow up. */
    private static final double LARGEST_BETA = 0.999;

    public NoiseSchedule {
        if (steps < 2) {
            throw new IllegalArgumentException("expected at least 2 steps, got " + steps);
        }
        if (!(betaStart > 0 && betaStart <= betaEnd && betaEnd < 1)) {
            throw new IllegalArgumentException(
                    "expected 0 < beta start <= beta end < 1, got " + betaStart + " and " + betaEnd);
        }
    }

    /** The original's for training: linear from 1e-4 to 0.02. */
    public static NoiseSchedule original(int steps) {
        return new NoiseSchedule(Kind.linear, steps, 1e-4, 0.02, false);
    }

    /**
     * The scheduler of this recipe. Close it after use.
     *
     * @throws UserException if its first step adds less noise than float32 can tell: formulas divide by it
     */
    public AlphaNoiseScheduler scheduler(Device device) {
        var made = make(device);
        try (var _ = TensorScope.open()) {
            if (device.type() != Device.Type.META && made.alphaBar().select(0, 0).item() == 1) {
                made.close();
                throw new UserException("schedule: the first step adds no noise that float32 could tell, expected "
                        + (kind == Kind.linear ? "a larger --beta-start than " + betaStart : "fewer --steps than " + steps));
            }
        }
        return made;
    }

    private AlphaNoiseScheduler make(Device device) {
        if (kind == Kind.linear && !zeroTerminalSnr) {
            return new AlphaNoiseScheduler(steps, betaStart, betaEnd, device);
        }
        try (var _ = TensorScope.open()) {
            return new AlphaNoiseScheduler(beta().to(DType.FLOAT32).to(device));
        }
    }

    /** beta, (T), float64: the papers' formulas are rounded to float32 once, at the end. */
    private Tensor beta() {
        var beta = switch (kind) {
            case linear -> Torch.linspace(betaStart, betaEnd, steps, dtype(DType.FLOAT64));
            case cosine -> betaOf(time().add(0.008).div(1.008).mul(Math.PI / 2).cos().pow(2));
            case sigmoid -> betaOf(time().mul(6).sub(3).sigmoid().rsub(1 / (1 + Math.exp(-3))));
        };
        return zeroTerminalSnr ? rescaled(beta) : beta;
    }

    /** 0 to 1 in T steps, (T + 1). */
    private Tensor time() {
        return Torch.linspace(0, 1, steps + 1, dtype(DType.FLOAT64));
    }

    /**
     * The betas whose alpha-bar falls from t to t + 1 as this curve does.
     *
     * @param curve (T + 1), falling; only its ratios count
     */
    private Tensor betaOf(Tensor curve) {
        return curve.narrow(0, 1, steps).div(curve.narrow(0, 0, steps)).rsub(1).clamp(0, LARGEST_BETA);
    }

    /** Lin et al. 2023, algorithm 1: sqrt(alpha-bar) shifted and scaled so that its first value stays and its last is 0. */
    private Tensor rescaled(Tensor beta) {
        var root = beta.rsub(1).cumprod(0).sqrt();
        var first = root.narrow(0, 0, 1);
        var last = root.narrow(0, steps - 1, 1);
        var alphaBar = root.sub(last).mul(first.div(first.sub(last))).pow(2);
        var before = Torch.cat(List.of(Torch.ones(new long[] {1}, dtype(DType.FLOAT64)),
                alphaBar.narrow(0, 0, steps - 1)), 0);
        return alphaBar.div(before).rsub(1);
    }
}
