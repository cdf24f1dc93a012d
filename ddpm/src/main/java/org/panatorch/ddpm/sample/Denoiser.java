package org.panatorch.ddpm.sample;

import static org.panatorch.torch.Keywords.shape;

import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.train.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * Single steps of the reverse process, from any x_t, and what they are made of: Ho et al. 2020 (arXiv 2006.11239),
 * equations 11 and 15. Model and scheduler must have the same T and be on the device.
 */
public record Denoiser(NoisePredictor model, AlphaNoiseScheduler scheduler, Device device, Precision precision) {

    public Denoiser {
        if (model.numSteps() != scheduler.steps()) {
            throw new IllegalArgumentException("the model has " + model.numSteps() + " steps, the scheduler "
                    + scheduler.steps());
        }
    }

    /**
     * A close look at one x_t. The tensors belong to the scope that was open.
     *
     * @param predNoise what the model takes for the noise in x_t
     * @param x0 the image that this noise would have been added to
     * @param mean of x_{t-1}
     * @param sigma the standard deviation of x_{t-1} around its mean; 0 at t = 0
     * @param snr alpha-bar / (1 - alpha-bar)
     */
    public record Inspection(int t, Tensor xt, Tensor predNoise, Tensor x0, Tensor mean, double sigma, double beta,
            double alphaBar, double snr) {}

    /** The model's noise for x_t, shaped as it. */
    public Tensor predict(Tensor xt, int t) {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad(); var _ = precision.enter(device)) {
            return scope.promote(model.forward(xt, steps(xt, t)).to(xt.dtype()));
        }
    }

    /** x_{t-1} from x_t and z, which counts as zero where t is 0. */
    public Tensor step(Tensor xt, int t, Tensor z) {
        return TensorScope.returning(() -> scheduler.samplePrevStep(xt, steps(xt, t), predict(xt, t), z));
    }

    public Inspection inspect(Tensor xt, int t) {
        double beta = value(scheduler.beta(), t);
        double alphaBar = value(scheduler.alphaBar(), t);
        double sigma = t == 0 ? 0 : Math.sqrt((1 - value(scheduler.alphaBar(), t - 1)) / (1 - alphaBar) * beta);
        var predNoise = predict(xt, t);
        var x0 = TensorScope.returning(() ->
                xt.sub(predNoise.mul(Math.sqrt(1 - alphaBar))).div(Math.sqrt(alphaBar)));
        var mean = TensorScope.returning(() ->
                scheduler.samplePrevStep(xt, steps(xt, t), predNoise, Torch.zerosLike(xt)));
        return new Inspection(t, xt, predNoise, x0, mean, sigma, beta, alphaBar, alphaBar / (1 - alphaBar));
    }

    /** The noise that was added, if x_t was made from x0: the predicted noise is compared with it. */
    public Tensor trueNoise(Tensor xt, Tensor x0, int t) {
        double alphaBar = value(scheduler.alphaBar(), t);
        return TensorScope.returning(() -> xt.sub(x0.mul(Math.sqrt(alphaBar))).div(Math.sqrt(1 - alphaBar)));
    }

    private Tensor steps(Tensor xt, int t) {
        return Torch.full(shape(xt.size(0)), (long) t, Keywords.device(device));
    }

    private static double value(Tensor schedule, int t) {
        try (var _ = TensorScope.open()) {
            return schedule.get((long) t).item();
        }
    }
}
