package org.panatorch.ddpm.sample;

import java.util.function.BooleanSupplier;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * From an image to the noise that DDIM with eta = 0 makes it of: Song et al. 2020 (arXiv 2010.02502), section 4.3. Each step
 * of the sampler, from t to s, is undone; it used the noise seen in x_t, which is not known yet, so that of x_s stands in
 * for it (as in diffusers' DDIMInverseScheduler).
 *
 * @param denoiser with nothing clipped: a clipped step cannot be undone
 * @param refinements how often each step is solved again with the x_t found for it: 0 is the usual inversion, a few make
 *     the way back exact where they converge (Pan et al. 2023, arXiv 2309.04907)
 */
public record DdimInversion(Denoiser denoiser, Timesteps timesteps, int refinements) {

    /**
     * The noise of images.
     *
     * @param x0 (n, 1, H, W)
     * @return x_t at the first of the timesteps, shaped as x0; null if it was stopped
     */
    public Tensor invert(Tensor x0, Sampler.StepListener listener, BooleanSupplier stop) {
        int[] descending = timesteps.toArray();
        try (var outer = TensorScope.open(); var _ = Torch.noGrad()) {
            var x = x0.detach();
            for (int i = descending.length - 1, s = NoiseLevels.CLEAN; i >= 0; s = descending[i--]) {
                try (var scope = TensorScope.open()) {
                    x = scope.replace(x, up(x, s, descending[i]));
                }
                listener.stepped(descending[i], x);
                if (stop.getAsBoolean()) {
                    return null;
                }
            }
            return outer.promote(x);
        }
    }

    /** x_t from x_s, s &lt; t. */
    private Tensor up(Tensor xs, int s, int t) {
        var levels = denoiser.levels();
        var xt = xs;
        for (int i = 0; i <= refinements; i++) {
            var noise = denoiser.estimate(xt, t).noise();
            var x0 = xs.sub(noise.mul(levels.noise(s))).div(levels.signal(s));
            xt = x0.mul(levels.signal(t)).add(noise.mul(levels.noise(t)));
        }
        return xt;
    }
}
