package org.panatorch.ddpm.sample;

import static org.panatorch.torch.Keywords.shape;

import java.util.List;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * What a model says about an x_t, whatever it was trained to predict: the noise and the image in it. Guidance and clipping
 * happen here. The images of a batch are all at the same t, so that the model embeds it once.
 */
public final class Denoiser {
    private final NoisePredictor model;
    private final AlphaNoiseScheduler scheduler;
    private final Objective objective;
    private final Device device;
    private final Precision precision;
    private final Guidance guidance;
    private final Clipping clipping;
    private NoiseLevels levels;

    private Denoiser(NoisePredictor model, AlphaNoiseScheduler scheduler, Objective objective, Device device,
            Precision precision, Guidance guidance, Clipping clipping) {
        if (model.numSteps() != scheduler.steps()) {
            throw new IllegalArgumentException("the model has " + model.numSteps() + " steps, the scheduler "
                    + scheduler.steps());
        }
        this.model = model;
        this.scheduler = scheduler;
        this.objective = objective;
        this.device = device;
        this.precision = precision;
        this.guidance = guidance;
        this.clipping = clipping;
    }

    /** Without labels, and nothing clipped. Model and scheduler must have the same T and be on the device. */
    public Denoiser(NoisePredictor model, AlphaNoiseScheduler scheduler, Objective objective, Device device,
            Precision precision) {
        this(model, scheduler, objective, device, precision, null, Clipping.NONE);
    }

    /** For a model that predicts the noise, as the original's do. */
    public Denoiser(NoisePredictor model, AlphaNoiseScheduler scheduler, Device device, Precision precision) {
        this(model, scheduler, Objective.epsilon, device, precision);
    }

    /**
     * The same with guidance by labels.
     *
     * @param guidance null: none
     * @throws IllegalArgumentException if the model knows no such labels
     */
    public Denoiser guided(Guidance guidance) {
        if (guidance != null) {
            for (long label : guidance.labels()) {
                if (label < 0 || label >= model.numClasses()) {
                    throw new IllegalArgumentException(model.numClasses() == 0 ? "the model was trained without labels"
                            : "expected labels from 0 to " + (model.numClasses() - 1) + ", got " + label);
                }
            }
        }
        return new Denoiser(model, scheduler, objective, device, precision, guidance, clipping);
    }

    /** The same with the images seen clipped. */
    public Denoiser clipped(Clipping clipping) {
        return new Denoiser(model, scheduler, objective, device, precision, guidance, clipping);
    }

    public NoisePredictor model() {
        return model;
    }

    public AlphaNoiseScheduler scheduler() {
        return scheduler;
    }

    public Objective objective() {
        return objective;
    }

    public Device device() {
        return device;
    }

    public Precision precision() {
        return precision;
    }

    public Clipping clipping() {
        return clipping;
    }

    /** The scheduler's alpha-bar as numbers. */
    public NoiseLevels levels() {
        if (levels == null) {
            levels = new NoiseLevels(scheduler);
        }
        return levels;
    }

    /** Whether the noise is the model's own word: it predicts noise, and no clipping of the image changes it. */
    boolean predictsNoise() {
        return objective == Objective.epsilon && clipping == Clipping.NONE;
    }

    /** t for a whole batch, (1), int64. */
    Tensor timestep(int t) {
        return Torch.full(shape(1), (long) t, Keywords.device(device));
    }

    /** The model's noise for x_t, shaped as it; what the model says, nothing clipped. */
    public Tensor predict(Tensor xt, int t) {
        return TensorScope.returning(() -> objective.noise(scheduler, xt, timestep(t), output(xt, t)));
    }

    /** The image and the noise in x_t, the image clipped. In the open scope. */
    public Estimate estimate(Tensor xt, int t) {
        return seen(xt, t, output(xt, t));
    }

    private Estimate seen(Tensor xt, int t, Tensor output) {
        try (var scope = TensorScope.open()) {
            var at = timestep(t);
            var x0 = clipping.apply(objective.x0(scheduler, xt, at, output));
            var noise = clipping == Clipping.NONE ? objective.noise(scheduler, xt, at, output)
                    : Objective.x0.noise(scheduler, xt, at, x0);
            return new Estimate(scope.promote(x0), scope.promote(noise));
        }
    }

    /** What the model itself says, guided. */
    private Tensor output(Tensor xt, int t) {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad(); var _ = precision.enter(device)) {
            return scope.promote((guidance == null ? forward(xt, t, null) : guided(xt, t)).to(xt.dtype()));
        }
    }

    /** With and without labels in one batch. Ho and Salimans 2022 (arXiv 2207.12598), equation 6. */
    private Tensor guided(Tensor xt, int t) {
        if (guidance.labels().length != xt.size(0)) {
            throw new IllegalArgumentException(guidance.labels().length + " labels for " + xt.size(0) + " images");
        }
        var labels = Torch.tensor(guidance.labels()).to(device);
        if (guidance.scale() == 1) {
            return forward(xt, t, labels);
        }
        var none = Torch.full(labels.shape(), model.noLabel(), Keywords.device(device));
        var both = forward(Torch.cat(List.of(xt, xt), 0), t, Torch.cat(List.of(none, labels), 0)).chunk(2, 0);
        return both.get(0).add(both.get(1).sub(both.get(0)).mul(guidance.scale()));
    }

    /**
     * On a CPU a single image goes twice: libtorch's convolutions take another way for one alone, which rounds otherwise, and
     * an image would not be the same alone as in a batch. (With a single thread they do so below 16 images.)
     */
    private Tensor forward(Tensor x, int t, Tensor labels) {
        if (x.size(0) > 1 || device.type() != Device.Type.CPU) {
            return model.forward(x, timestep(t), labels);
        }
        var twice = labels == null ? null : Torch.cat(List.of(labels, labels), 0);
        return model.forward(Torch.cat(List.of(x, x), 0), timestep(t), twice).narrow(0, 0, 1);
    }

    /** x_{t-1} from x_t and z by ancestral sampling; z counts as zero where t is 0. */
    public Tensor step(Tensor xt, int t, Tensor z) {
        return TensorScope.returning(() -> {
            try (var run = new Ancestral(Ancestral.Variance.fixedsmall).start(this)) {
                return run.step(xt, t, t - 1, () -> z);
            }
        });
    }

    /**
     * A close look at one x_t. The tensors belong to the scope that was open.
     *
     * @param predNoise what the model takes for the noise in x_t
     * @param x0 the image that this noise was added to, clipped where that is asked for
     * @param mean of x_{t-1}
     * @param sigma the standard deviation of x_{t-1} around its mean; 0 at t = 0
     * @param snr alpha-bar / (1 - alpha-bar)
     */
    public record Inspection(int t, Tensor xt, Tensor predNoise, Tensor x0, Tensor mean, double sigma, double beta,
            double alphaBar, double snr) {}

    public Inspection inspect(Tensor xt, int t) {
        double alphaBar = levels().alphaBar(t);
        var posterior = Posterior.of(levels, t, t - 1);
        var output = output(xt, t);
        var noise = TensorScope.returning(() -> objective.noise(scheduler, xt, timestep(t), output));
        var seen = seen(xt, t, output);
        var mean = TensorScope.returning(() -> posterior.mean(seen.x0(), xt));
        return new Inspection(t, xt, noise, seen.x0(), mean, Math.sqrt(posterior.variance()), posterior.beta(),
                alphaBar, alphaBar / (1 - alphaBar));
    }

    /** The noise that was added, if x_t was made from x0: the predicted noise is compared with it. */
    public Tensor trueNoise(Tensor xt, Tensor x0, int t) {
        return TensorScope.returning(() -> xt.sub(x0.mul(levels().signal(t))).div(levels().noise(t)));
    }
}
