package org.panatorch.ddpm.sample;

import org.panatorch.torch.Tensor;

/**
 * Euler's method on the probability flow in sigma = noise / signal: Karras et al. 2022 (arXiv 2206.00364), algorithm 1
 * without its second half. For x-bar = x_t / signal the flow is d x-bar / d sigma = epsilon, so that this is DDIM with
 * eta = 0, written another way.
 */
public record Euler() implements SamplingMethod {

    @Override
    public Run start(Denoiser denoiser) {
        return (xt, t, s, _) -> step(denoiser.levels(), xt, denoiser.estimate(xt, t), t, s);
    }

    /** x_s by what is seen in x_t alone. */
    static Tensor step(NoiseLevels levels, Tensor xt, Estimate seen, int t, int s) {
        // from infinite sigma no finite slope leads down; the limit of the step is DDIM's
        return levels.alphaBar(t) == 0 ? Ddim.towards(levels, seen, s) : along(levels, xt, seen.noise(), t, s);
    }

    /** x_s by a straight line from x-bar at t, shaped as xt. */
    static Tensor along(NoiseLevels levels, Tensor xt, Tensor slope, int t, int s) {
        return xt.div(levels.signal(t)).add(slope.mul(levels.sigma(s) - levels.sigma(t))).mul(levels.signal(s));
    }
}
