package org.panatorch.ddpm.sample;

/**
 * Heun's method on the probability flow in sigma: Karras et al. 2022 (arXiv 2206.00364), algorithm 1. Second order, two
 * calls of the model a step. Euler's are the last step, to sigma = 0, and steps that take nearly all of the noise away, as
 * the first does where a schedule begins with next to no signal: there the second slope, times so long a step, would make
 * the difference between the two images seen many times as large.
 */
public record Heun() implements SamplingMethod {
    /** A step is Euler's from this many times the sigma of its end, while there is less than a tenth of signal. */
    private static final double LONG_STEP = 10;

    @Override
    public Run start(Denoiser denoiser) {
        var levels = denoiser.levels();
        return (xt, t, s, _) -> {
            var seen = denoiser.estimate(xt, t);
            var xs = Ddim.towards(levels, seen, s);     // Euler's
            if (s == NoiseLevels.CLEAN || levels.sigma(t) > LONG_STEP * Math.max(1, levels.sigma(s))) {
                return xs;
            }
            var bend = denoiser.estimate(xs, s).noise().sub(seen.noise()).div(2);
            return xs.add(bend.mul((levels.sigma(s) - levels.sigma(t)) * levels.signal(s)));
        };
    }
}
