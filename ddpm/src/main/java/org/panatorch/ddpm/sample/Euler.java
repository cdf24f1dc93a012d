package org.panatorch.ddpm.sample;

/**
 * Euler's method on the probability flow in sigma = noise / signal: Karras et al. 2022 (arXiv 2206.00364), algorithm 1
 * without its second half. For x-bar = x_t / signal the flow is d x-bar / d sigma = epsilon, so that this is DDIM with
 * eta = 0, and is computed so: at the noise's end of a schedule x-bar and sigma are in the ten thousands, and their
 * difference, the image seen, would have four digits fewer.
 */
public record Euler() implements SamplingMethod {

    @Override
    public Run start(Denoiser denoiser) {
        return (xt, t, s, _) -> Ddim.towards(denoiser.levels(), denoiser.estimate(xt, t), s);
    }
}
