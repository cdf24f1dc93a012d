package org.panatorch.ddpm.train;

import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.TensorOptions.DEFAULT;

import java.util.List;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;

/**
 * Forward and backward of one batch: Ho et al. 2020 (arXiv 2006.11239), algorithm 1. Nothing in it waits for a GPU.
 *
 * @param minSnr gamma; 0: every step weighs the same
 * @param labelDropout how often a label is left out; heeded by models with classes only
 */
record TrainingStep(NoisePredictor model, AlphaNoiseScheduler scheduler, Objective objective, double minSnr,
        double labelDropout, ImageTensors images, Device device, Precision precision) {

    /**
     * What one step learns from.
     *
     * @param labels null for models without classes
     */
    record Inputs(Tensor x, Tensor t, Tensor noise, Tensor labels) {

        /** Those that there are, always in the same order. */
        List<Tensor> tensors() {
            return labels == null ? List.of(x, t, noise) : List.of(x, t, noise, labels);
        }
    }

    /**
     * Adds the gradients of the images of those indices to the parameters'.
     *
     * @param share of this batch in the step of the optimizer
     * @return their mean loss, detached; every tensor is left to the open scope
     */
    Tensor run(int[] indices, double share) {
        return run(inputs(indices), share);
    }

    /** The images of those indices, and steps and noise drawn for them. */
    Inputs inputs(int[] indices) {
        var x = images.batch(indices);                                                       // (B, 1, 28, 28)
        var t = Torch.randint(0, scheduler.steps(), shape(indices.length), DEFAULT.device(device));  // (B)
        var noise = Torch.randnLike(x);
        return new Inputs(x, t, noise, model.numClasses() > 0 ? labels(indices) : null);
    }

    /** As above. Nothing in it is random. */
    Tensor run(Inputs in, double share) {
        var x = in.x;
        var t = in.t;
        var noise = in.noise;
        var labels = in.labels;
        Tensor loss;
        try (var _ = precision.enter(device)) {
            var prediction = model.forward(scheduler.addNoise(x, t, noise), t, labels);
            loss = loss(prediction, objective.target(scheduler, x, t, noise), t);
        }
        (share == 1 ? loss : loss.mul(share)).backward();
        return loss.detach();
    }

    private Tensor loss(Tensor prediction, Tensor target, Tensor t) {
        if (minSnr == 0) {
            return F.mseLoss(prediction, target);
        }
        var perImage = prediction.sub(target).pow(2).flatten(1).mean(1);                      // (B)
        return LossWeights.minSnr(scheduler, objective, t, minSnr).mul(perImage).mean();
    }

    /** The images' labels, some of them left out at random: (B). */
    private Tensor labels(int[] indices) {
        var labels = images.labels(indices);
        if (labelDropout == 0) {
            return labels;
        }
        var left = Torch.rand(shape(indices.length), DEFAULT.device(device)).lt(labelDropout);
        return labels.copy().maskedFill_(left, model.noLabel());
    }
}
