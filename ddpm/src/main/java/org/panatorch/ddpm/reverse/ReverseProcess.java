package org.panatorch.ddpm.reverse;

import java.util.function.BooleanSupplier;
import org.panatorch.ddpm.sample.ImageNoise;
import org.panatorch.ddpm.sample.NoiseLevels;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Sampling with somebody looking on, from the first noise. The images are those of {@link Sampler#sample(long[], Sampler.StepListener, BooleanSupplier)}. */
public record ReverseProcess(Sampler sampler) {
    /** The level of a finished image, below t = 0. */
    public static final int CLEAN = NoiseLevels.CLEAN;

    /** Shown every x_t. */
    public interface Onlooker {
        /**
         * @param t the first timestep for pure noise, then each that is used, then {@link #CLEAN}
         * @param xt the images there, (n, 1, 28, 28); closed after the call
         */
        void at(int t, Tensor xt);
    }

    /**
     * Samples n images, with the seeds seed, seed + 1 and so on.
     *
     * @param stop asked after every step
     * @return x_0, (n, 1, 28, 28); null if it was stopped
     */
    public Tensor sample(long n, long seed, Onlooker onlooker, BooleanSupplier stop) {
        try (var noise = new ImageNoise(ImageNoise.seeds(seed, n), sampler.denoiser().device());
                var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            var x = noise.get();
            int first = sampler.timesteps().first();
            show(onlooker, first, x);
            var x0 = sampler.from(x, first, noise, (t, xt) -> show(onlooker, t, xt), stop);
            return x0 == null ? null : scope.promote(x0);
        }
    }

    private static void show(Onlooker onlooker, int t, Tensor x) {
        try (var _ = TensorScope.open()) {
            onlooker.at(t, x);
        }
    }
}
