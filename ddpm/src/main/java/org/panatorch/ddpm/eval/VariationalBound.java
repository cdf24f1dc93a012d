package org.panatorch.ddpm.eval;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.sample.Ancestral.Variance;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * The terms of the bound on the negative log-likelihood: Ho et al. 2020 (arXiv 2006.11239), equation 5, as their code and
 * improved-diffusion's compute it, with the image seen clipped to [-1, 1]. Each is in bits per dimension, (B), float64.
 * The model computes in float32 (or bf16), everything around it in float64. Closing it leaves the model open.
 */
public final class VariationalBound implements AutoCloseable {
    /** Half the distance of two gray values on [-1, 1]. */
    private static final double HALF_STEP = 1.0 / 255;
    private static final double LEAST_PROBABILITY = 1e-12;

    private final NoisePredictor model;
    private final AlphaNoiseScheduler scheduler;
    private final Objective objective;
    private final Variance variance;
    private final Device device;
    private final Precision precision;

    /** @param variance of the reverse steps; the bound is that of a sampler with this variance */
    public VariationalBound(NoisePredictor model, AlphaNoiseScheduler scheduler, Objective objective, Variance variance,
            Device device, Precision precision) {
        this.model = model;
        this.scheduler = scheduler.inFloat64();
        this.objective = objective;
        this.variance = variance;
        this.device = device;
        this.precision = precision;
    }

    /** T. */
    public int steps() {
        return scheduler.steps();
    }

    /** L_T: what is left of the images x0 (B, 1, 28, 28), float64, after the last step, against pure noise. */
    public Tensor prior(Tensor x0) {
        return TensorScope.returning(() -> {
            var alphaBar = scheduler.alphaBar().get(steps() - 1L);
            var variance = alphaBar.rsub(1);
            // KL(N(mean, variance) || N(0, 1))
            return bits(x0.square().mul(alphaBar).add(variance).sub(1).sub(variance.log()).div(2.0));
        });
    }

    /**
     * L_t for t from 1 on: the divergence of the model's step from the true one.
     *
     * @param x0 images in [-1, 1], (B, 1, 28, 28), float64
     * @param t a step for each, (B), int64, 1..T-1
     * @param noise standard normal, shaped as x0
     * @param labels (B), int64, or null: see {@link NoisePredictor#forward(Tensor, Tensor, Tensor)}
     */
    public Tensor divergence(Tensor x0, Tensor t, Tensor noise, Tensor labels) {
        return TensorScope.returning(() -> {
            var alphaBar = scheduler.alphaBar().get(t).view(-1, 1, 1, 1);
            var alphaBarBefore = scheduler.alphaBar().get(t.sub(1)).view(-1, 1, 1, 1);
            var beta = scheduler.beta().get(t).view(-1, 1, 1, 1);
            var share = beta.div(alphaBar.rsub(1));
            var betaTilde = alphaBarBefore.rsub(1).mul(share);
            var modelVariance = variance == Variance.fixedsmall ? betaTilde : beta;
            // both means have the same part of x_t: they differ by what the model sees in it
            var meanDifference = x0.sub(seen(x0, t, noise, labels)).mul(alphaBarBefore.sqrt().mul(share));
            var ratio = betaTilde.div(modelVariance);
            return bits(meanDifference.square().div(modelVariance).add(ratio).sub(1).sub(ratio.log()).div(2.0));
        });
    }

    /**
     * L_0: of the 256 gray values, how likely each pixel's own is, by a normal distribution around what the model sees at
     * t = 0, cut into as many bins; the outermost reach to infinity (section 3.3). Arguments as for {@link #divergence}.
     */
    public Tensor decoder(Tensor x0, Tensor noise, Tensor labels) {
        return TensorScope.returning(() -> {
            var t = Torch.zeros(shape(x0.size(0)), dtype(DType.INT64).device(device));
            // beta-tilde is 0 at t = 0: the code of both papers takes that of t = 1, whatever the variance is
            double sigma = Math.sqrt((1 - alphaBar(0)) / (1 - alphaBar(1)) * scheduler.beta().get(1L).item());
            var offset = x0.sub(seen(x0, t, noise, labels));
            var above = normalCdf(offset.add(HALF_STEP).div(sigma));
            var below = normalCdf(offset.sub(HALF_STEP).div(sigma));
            var probability = Torch.where(x0.lt(-0.999), above, Torch.where(x0.gt(0.999), below.rsub(1), above.sub(below)));
            return bits(probability.clamp(LEAST_PROBABILITY, 1).log().neg());
        });
    }

    /** The image that the model sees in x_t. */
    private Tensor seen(Tensor x0, Tensor t, Tensor noise, Tensor labels) {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            var xt = scheduler.addNoise(x0, t, noise.to(DType.FLOAT64));
            Tensor output;
            try (var _ = precision.enter(device)) {
                output = model.forward(xt.to(DType.FLOAT32), t, labels);
            }
            return scope.promote(objective.x0(scheduler, xt, t, output.to(DType.FLOAT64)).clamp(-1, 1));
        }
    }

    private double alphaBar(long t) {
        return scheduler.alphaBar().get(t).item();
    }

    private static Tensor normalCdf(Tensor x) {
        return Torch.op("aten::special_ndtr").callTensor(x);
    }

    /** From nats of each pixel to bits per dimension of each image. */
    private static Tensor bits(Tensor nats) {
        return nats.flatten(1).mean(1).div(Math.log(2));
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
