package org.panatorch.ddpm.models;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.nn.Module;

/** A network that predicts the noise in xt: epsilon_theta(x_t, t) of Ho et al. 2020 (arXiv 2006.11239). */
public abstract class NoisePredictor extends Module {
    private final long numSteps;

    /** @param numSteps T: {@code t} runs over 0..numSteps-1 */
    protected NoisePredictor(long numSteps) {
        if (numSteps < 1) {
            throw new IllegalArgumentException("expected at least one step, got " + numSteps);
        }
        this.numSteps = numSteps;
    }

    /** T, the number of steps that the model was built for. */
    public final long numSteps() {
        return numSteps;
    }

    /**
     * Predicts the noise.
     *
     * @param x noisy images xt, (B, 1, H, W), float32
     * @param t their steps, (B), int64, each in 0..T-1
     * @return the predicted noise, (B, 1, H, W)
     */
    public abstract Tensor forward(Tensor x, Tensor t);
}
