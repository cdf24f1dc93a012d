package org.panatorch.ddpm.train;

import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.TensorOptions.DEFAULT;

import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.optim.Adam;

/** One step of training: Ho et al. 2020 (arXiv 2006.11239), algorithm 1. Nothing in it waits for a GPU. */
record TrainingStep(NoisePredictor model, AlphaNoiseScheduler scheduler, Adam optimizer, ImageTensors images,
        Device device, Precision precision) {

    /** Trains on the images of those indices. Returns their mean loss, detached; every tensor is left to the open scope. */
    Tensor run(int[] indices) {
        var x = images.batch(indices);                                                       // (B, 1, 28, 28)
        var t = Torch.randint(0, scheduler.steps(), shape(indices.length), DEFAULT.device(device));  // (B)
        var noise = Torch.randnLike(x);
        optimizer.zeroGrad();
        Tensor loss;
        try (var _ = precision.enter(device)) {
            loss = F.mseLoss(model.forward(scheduler.addNoise(x, t, noise), t), noise);
        }
        loss.backward();
        optimizer.step();
        return loss.detach();
    }
}
