package org.panatorch.ddpm.sample;

import java.util.function.Supplier;
import org.panatorch.torch.Tensor;

/**
 * Ancestral sampling: Ho et al. 2020 (arXiv 2006.11239), algorithm 2; over some of the steps as Nichol and Dhariwal 2021
 * (arXiv 2102.09672) have it.
 */
public record Ancestral(Variance variance) implements SamplingMethod {

    /** The variance of x_s around its mean, by the names of Ho et al.'s code. */
    public enum Variance {
        /** beta-tilde, the least it can be: the original's. */
        fixedsmall,
        /** beta, the most it can be. */
        fixedlarge
    }

    @Override
    public Run start(Denoiser denoiser) {
        return (xt, t, s, z) -> step(denoiser, xt, t, s, z);
    }

    private Tensor step(Denoiser denoiser, Tensor xt, int t, int s, Supplier<Tensor> z) {
        if (isTheOriginals(denoiser, t, s)) {
            return denoiser.scheduler().samplePrevStep(xt, denoiser.timestep(t), denoiser.predict(xt, t), z.get());
        }
        var posterior = Posterior.of(denoiser.levels(), t, s);
        var mean = posterior.mean(denoiser.estimate(xt, t).x0(), xt);
        if (s == NoiseLevels.CLEAN) {
            return mean;
        }
        double variance = this.variance == Variance.fixedsmall ? posterior.variance() : posterior.beta();
        return mean.add(z.get().mul(Math.sqrt(variance)));
    }

    /** Equation 11 as the original computes it, in its order and precision; the others need x0. */
    private boolean isTheOriginals(Denoiser denoiser, int t, int s) {
        return s == t - 1 && variance == Variance.fixedsmall && denoiser.predictsNoise();
    }
}
