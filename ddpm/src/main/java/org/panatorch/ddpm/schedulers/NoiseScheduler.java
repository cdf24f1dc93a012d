package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/**
 * Adds noise to images: the forward process. What more a scheduler can do is in its type: only {@link BetaNoiseScheduler} and
 * {@link AlphaNoiseScheduler} have steps, and only {@link AlphaNoiseScheduler} can go back.
 */
public sealed interface NoiseScheduler permits RandomNoiseScheduler, SingleBetaNoiseScheduler, SteppedNoiseScheduler {

    /**
     * Adds the given noise.
     *
     * @param x0 images, (B, C, H, W)
     * @param t their steps, (B), int64; schedulers without steps ignore it
     * @param noise standard normal, shaped as x0
     * @return xt, shaped as x0
     */
    Tensor addNoise(Tensor x0, Tensor t, Tensor noise);

    /** Adds fresh standard normal noise. */
    default Tensor addNoise(Tensor x0, Tensor t) {
        return addNoise(x0, t, Torch.randnLike(x0));
    }
}
