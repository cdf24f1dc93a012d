package org.panatorch.ddpm.sample;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Inpainting: RePaint, Lugmayr et al. 2022 (arXiv 2201.09865), algorithm 1, over all or some of the timesteps. At every
 * level the known part is the image's own, with noise; going up and down again lets the new part come to fit it.
 *
 * @param resample U: how often each step is taken; 1 does not go up again
 */
public record RePaint(Sampler sampler, int resample) {

    public RePaint {
        if (resample < 1) {
            throw new IllegalArgumentException("expected to take each step at least once, got " + resample);
        }
    }

    /**
     * Fills in what is not known.
     *
     * @param x0 (n, 1, 28, 28)
     * @param mask 1 where x0 is known, 0 where it is to be made; broadcast to x0
     * @param noise for the start and the steps, shaped as x0
     * @return (n, 1, 28, 28), x0 where it is known; null if it was stopped
     */
    public Tensor inpaint(Tensor x0, Tensor mask, Supplier<Tensor> noise, Sampler.StepListener listener, BooleanSupplier stop) {
        try (var outer = TensorScope.open(); var _ = Torch.noGrad()) {
            var x = noise.get();
            for (int t = sampler.timesteps().first(); t != NoiseLevels.CLEAN; ) {
                int s = sampler.timesteps().next(t);
                try (var scope = TensorScope.open()) {
                    x = scope.replace(x, step(x, x0, mask, t, s, noise));
                }
                t = s;
                listener.stepped(t, x);
                if (stop.getAsBoolean()) {
                    return null;
                }
            }
            return outer.promote(x);
        }
    }

    private Tensor step(Tensor x, Tensor x0, Tensor mask, int t, int s, Supplier<Tensor> noise) {
        var denoiser = sampler.denoiser();
        var levels = denoiser.levels();
        double alpha = levels.alphaBar(t) / levels.alphaBar(s);
        for (int u = 1; ; u++) {
            var known = s == NoiseLevels.CLEAN ? x0 : x0.mul(levels.signal(s)).add(noise.get().mul(levels.noise(s)));
            Tensor unknown;
            try (var run = sampler.method().start(denoiser)) {
                unknown = run.step(x, t, s, noise);
            }
            var xs = known.mul(mask).add(unknown.mul(mask.rsub(1)));
            if (u == resample || s == NoiseLevels.CLEAN) {
                return xs;
            }
            x = xs.mul(Math.sqrt(alpha)).add(noise.get().mul(Math.sqrt(1 - alpha)));
        }
    }
}
