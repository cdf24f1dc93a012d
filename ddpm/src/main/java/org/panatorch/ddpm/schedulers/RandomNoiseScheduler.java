package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.Tensor;

/** a * x0 + b * noise, whatever t is ({@code Random_NoiseScheduler}). */
public record RandomNoiseScheduler(double a, double b) implements NoiseScheduler {
    @Override
    public Tensor addNoise(Tensor x0, Tensor t, Tensor noise) {
        return x0.mul(a).add(noise.mul(b));
    }
}
