package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.Tensor;

/** One fixed beta, whatever t is ({@code SingleBeta_NoiseScheduler}). */
public record SingleBetaNoiseScheduler(double beta) implements NoiseScheduler {
    public SingleBetaNoiseScheduler {
        if (!(beta >= 0 && beta <= 1)) {
            throw new IllegalArgumentException("expected beta in [0, 1], got " + beta);
        }
    }

    @Override
    public Tensor addNoise(Tensor x0, Tensor t, Tensor noise) {
        return x0.mul(Math.sqrt(1 - beta)).add(noise.mul(Math.sqrt(beta)));
    }
}
