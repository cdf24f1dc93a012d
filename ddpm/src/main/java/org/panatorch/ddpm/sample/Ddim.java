package org.panatorch.ddpm.sample;

import org.panatorch.torch.Tensor;

/**
 * DDIM: Song et al. 2020 (arXiv 2010.02502), equations 12 and 16.
 *
 * @param eta 0: no noise is added, the start decides all; 1: as much as ancestral sampling with beta-tilde adds
 */
public record Ddim(double eta) implements SamplingMethod {

    public Ddim {
        requireEta(eta);
    }

    static void requireEta(double eta) {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("expected eta from 0 to 1, got " + eta);
        }
    }

    @Override
    public Run start(Denoiser denoiser) {
        var levels = denoiser.levels();
        return (xt, t, s, z) -> {
            var seen = denoiser.estimate(xt, t);
            double variance = eta * eta * Posterior.of(levels, t, s).variance();
            var xs = towards(levels, seen, s, Math.sqrt(1 - levels.alphaBar(s) - variance));
            return variance == 0 ? xs : xs.add(z.get().mul(Math.sqrt(variance)));
        };
    }

    /** x_s without added noise: the image seen, and as much of the noise seen as belongs there. */
    static Tensor towards(NoiseLevels levels, Estimate seen, int s) {
        return towards(levels, seen, s, levels.noise(s));
    }

    private static Tensor towards(NoiseLevels levels, Estimate seen, int s, double noise) {
        return seen.x0().mul(levels.signal(s)).add(seen.noise().mul(noise));
    }
}
