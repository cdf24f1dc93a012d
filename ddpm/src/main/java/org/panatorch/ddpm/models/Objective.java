package org.panatorch.ddpm.models;

import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Tensor;

/**
 * What a model is trained to predict from x_t. Each can be computed from each other, given x_t and t: Salimans and Ho 2022
 * (arXiv 2202.00512), section 4 and appendix D. All tensors are (B, C, H, W), t is (B), int64.
 */
public enum Objective {
    /** The noise: Ho et al. 2020 (arXiv 2006.11239), equation 14, and the original. */
    epsilon {
        @Override
        public Tensor target(AlphaNoiseScheduler scheduler, Tensor x0, Tensor t, Tensor noise) {
            return noise;
        }

        @Override
        public Tensor noise(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction) {
            return prediction;
        }

        @Override
        public Tensor x0(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction) {
            return xt.sub(scheduler.noiseWeight(t).mul(prediction)).div(scheduler.signalWeight(t));
        }
    },
    /** The image. */
    x0 {
        @Override
        public Tensor target(AlphaNoiseScheduler scheduler, Tensor x0, Tensor t, Tensor noise) {
            return x0;
        }

        @Override
        public Tensor noise(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction) {
            return xt.sub(scheduler.signalWeight(t).mul(prediction)).div(scheduler.noiseWeight(t));
        }

        @Override
        public Tensor x0(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction) {
            return prediction;
        }
    },
    /** The velocity: sqrt(alpha-bar) noise - sqrt(1 - alpha-bar) x0. */
    v {
        @Override
        public Tensor target(AlphaNoiseScheduler scheduler, Tensor x0, Tensor t, Tensor noise) {
            return scheduler.signalWeight(t).mul(noise).sub(scheduler.noiseWeight(t).mul(x0));
        }

        @Override
        public Tensor noise(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction) {
            return scheduler.noiseWeight(t).mul(xt).add(scheduler.signalWeight(t).mul(prediction));
        }

        @Override
        public Tensor x0(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction) {
            return scheduler.signalWeight(t).mul(xt).sub(scheduler.noiseWeight(t).mul(prediction));
        }
    };

    /** What the model should say about the x_t that was made from x0 and noise. */
    public abstract Tensor target(AlphaNoiseScheduler scheduler, Tensor x0, Tensor t, Tensor noise);

    /** The noise in x_t, by what the model said. */
    public abstract Tensor noise(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction);

    /** The image in x_t, by what the model said. Infinite for epsilon where alpha-bar is 0. */
    public abstract Tensor x0(AlphaNoiseScheduler scheduler, Tensor xt, Tensor t, Tensor prediction);
}
