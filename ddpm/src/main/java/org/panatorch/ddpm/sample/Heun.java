package org.panatorch.ddpm.sample;

/**
 * Heun's method on the probability flow in sigma: Karras et al. 2022 (arXiv 2206.00364), algorithm 1. Second order, two
 * calls of the model a step; the last step, to sigma = 0, is Euler's.
 */
public record Heun() implements SamplingMethod {

    @Override
    public Run start(Denoiser denoiser) {
        var levels = denoiser.levels();
        return (xt, t, s, _) -> {
            var seen = denoiser.estimate(xt, t);
            var xs = Euler.step(levels, xt, seen, t, s);
            if (s == NoiseLevels.CLEAN || levels.alphaBar(t) == 0) {
                return xs;
            }
            var slope = seen.noise().add(denoiser.estimate(xs, s).noise()).div(2);
            return Euler.along(levels, xt, slope, t, s);
        };
    }
}
