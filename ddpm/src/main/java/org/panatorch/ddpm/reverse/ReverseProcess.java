package org.panatorch.ddpm.reverse;

import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.util.function.BooleanSupplier;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Ancestral sampling with somebody looking on: Ho et al. 2020 (arXiv 2006.11239), algorithm 2. The same seed gives the same
 * images as {@code ddpm sample}.
 */
public record ReverseProcess(Denoiser denoiser) {
    /** The level of a finished image, below t = 0. */
    public static final int CLEAN = -1;
    private static final long SIZE = 28;

    /** Shown every x_t. */
    public interface Onlooker {
        /**
         * @param t T - 1 for pure noise down to 0, then {@link #CLEAN}
         * @param xt the images there, (n, 1, 28, 28); closed after the call
         */
        void at(int t, Tensor xt);
    }

    /**
     * Samples n images.
     *
     * @param stop asked after every step
     * @return x_0, (n, 1, 28, 28); null if it was stopped
     */
    public Tensor sample(long n, long seed, Onlooker onlooker, BooleanSupplier stop) {
        Torch.manualSeed(seed);
        try (var outer = TensorScope.open(); var _ = Torch.noGrad()) {
            var x = Torch.randn(shape(n, 1, SIZE, SIZE), device(denoiser.device()));
            for (int t = denoiser.scheduler().steps() - 1; t >= 0; t--) {
                show(onlooker, t, x);
                try (var scope = TensorScope.open()) {
                    x = scope.replace(x, denoiser.step(x, t, Torch.randnLike(x)));
                }
                if (stop.getAsBoolean()) {
                    return null;
                }
            }
            show(onlooker, CLEAN, x);
            return outer.promote(x);
        }
    }

    private static void show(Onlooker onlooker, int t, Tensor x) {
        try (var _ = TensorScope.open()) {
            onlooker.at(t, x);
        }
    }
}
