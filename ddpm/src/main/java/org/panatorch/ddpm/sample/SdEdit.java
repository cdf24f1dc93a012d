package org.panatorch.ddpm.sample;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * SDEdit: Meng et al. 2021 (arXiv 2108.01073), algorithm 1. An image is put into noise at t and sampled from there: what is
 * coarser than the noise stays, the rest the model makes anew.
 */
public record SdEdit(Sampler sampler) {

    /**
     * Edits images.
     *
     * @param x0 (n, 1, 28, 28)
     * @param t how much noise: 0 changes next to nothing, T - 1 everything
     * @param noise for the start and the steps, shaped as x0
     * @return (n, 1, 28, 28); null if it was stopped
     */
    public Tensor edit(Tensor x0, int t, Supplier<Tensor> noise, Sampler.StepListener listener, BooleanSupplier stop) {
        try (var scope = TensorScope.open()) {
            var denoiser = sampler.denoiser();
            var xt = denoiser.scheduler().addNoise(x0, denoiser.timestep(t), noise.get());
            var edited = sampler.from(xt, t, noise, listener, stop);
            return edited == null ? null : scope.promote(edited);
        }
    }
}
