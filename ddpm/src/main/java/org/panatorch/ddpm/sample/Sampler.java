package org.panatorch.ddpm.sample;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** From noise x_T to images x_0, by any method, over all or some of the timesteps. */
public final class Sampler {
    private final Denoiser denoiser;
    private final SamplingMethod method;
    private final Timesteps timesteps;

    public Sampler(Denoiser denoiser, SamplingMethod method, Timesteps timesteps) {
        if (timesteps.first() >= denoiser.scheduler().steps()) {
            throw new IllegalArgumentException("timestep " + timesteps.first() + " of " + denoiser.scheduler().steps());
        }
        this.denoiser = denoiser;
        this.method = method;
        this.timesteps = timesteps;
    }

    /** The original's: ancestral sampling over all T, nothing clipped. */
    public Sampler(NoisePredictor model, AlphaNoiseScheduler scheduler, Device device, Precision precision) {
        this(new Denoiser(model, scheduler, device, precision), new Ancestral(Ancestral.Variance.fixedsmall),
                Timesteps.all(scheduler.steps()));
    }

    /** Told after every step. */
    public interface StepListener {
        /**
         * @param t the level reached: a timestep, or {@link NoiseLevels#CLEAN}
         * @param xt the images there, (n, 1, 28, 28); they are closed when the listener returns
         */
        void stepped(int t, Tensor xt);
    }

    public Denoiser denoiser() {
        return denoiser;
    }

    public SamplingMethod method() {
        return method;
    }

    public Timesteps timesteps() {
        return timesteps;
    }

    /** {@link #sample(long[], StepListener, BooleanSupplier)} with the seeds seed, seed + 1, ..., one for each of n images. */
    public Tensor sample(long n, long seed, StepListener listener, BooleanSupplier stop) {
        return sample(ImageNoise.seeds(seed, n), listener, stop);
    }

    /**
     * Samples images.
     *
     * @param seeds one for each image; an image depends on its own only
     * @param stop asked after every step
     * @return x_0, (n, 1, 28, 28), about [-1, 1]; null if it was stopped
     * @throws UserException if the images are no numbers
     */
    public Tensor sample(long[] seeds, StepListener listener, BooleanSupplier stop) {
        try (var noise = new ImageNoise(seeds, denoiser.device()); var scope = TensorScope.open()) {
            var x0 = from(noise.get(), timesteps.first(), noise, listener, stop);
            if (x0 != null && x0.device().type() != Device.Type.META && !x0.isfinite().all().itemBoolean()) {
                throw new UserException("the sampled images are infinite or no numbers (NaN): the weights are damaged, or schedule or"
                        + " objective are not what the model was trained with");
            }
            return x0 == null ? null : scope.promote(x0);
        }
    }

    /**
     * Goes on from images in the middle.
     *
     * @param xt (n, 1, 28, 28)
     * @param t their level; those of the timesteps that are below it follow
     * @param noise for the steps, shaped as xt
     * @return as {@link #sample} does
     */
    public Tensor from(Tensor xt, int t, Supplier<Tensor> noise, StepListener listener, BooleanSupplier stop) {
        try (var outer = TensorScope.open(); var _ = Torch.noGrad(); var run = method.start(denoiser)) {
            var x = xt.detach();
            for (int level = t; level != NoiseLevels.CLEAN; ) {
                int next = timesteps.next(level);
                try (var scope = TensorScope.open()) {
                    x = scope.replace(x, run.step(x, level, next, noise));
                }
                level = next;
                listener.stepped(level, x);
                if (stop.getAsBoolean()) {
                    return null;
                }
            }
            return outer.promote(x);
        }
    }
}
