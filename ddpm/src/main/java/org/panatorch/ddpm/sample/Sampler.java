package org.panatorch.ddpm.sample;

import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.util.function.BooleanSupplier;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.train.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Ancestral sampling, from noise x_T to images x_0: Ho et al. 2020 (arXiv 2006.11239), algorithm 2. */
public final class Sampler {
    private static final long SIZE = 28;

    private final NoisePredictor model;
    private final AlphaNoiseScheduler scheduler;
    private final Device device;
    private final Precision precision;

    /** Model and scheduler must have the same T and be on the device. */
    public Sampler(NoisePredictor model, AlphaNoiseScheduler scheduler, Device device, Precision precision) {
        if (model.numSteps() != scheduler.steps()) {
            throw new IllegalArgumentException("the model has " + model.numSteps() + " steps, the scheduler "
                    + scheduler.steps());
        }
        this.model = model;
        this.scheduler = scheduler;
        this.device = device;
        this.precision = precision;
    }

    /** Told after every step. */
    public interface StepListener {
        /**
         * @param t the step that was undone
         * @param xt the images after it, (n, 1, 28, 28); they are closed when the listener returns
         */
        void stepped(int t, Tensor xt);
    }

    /**
     * Samples n images.
     *
     * @param seed the same seed gives the same images
     * @param stop asked after every step
     * @return x_0, (n, 1, 28, 28), about [-1, 1]; null if it was stopped
     */
    public Tensor sample(long n, long seed, StepListener listener, BooleanSupplier stop) {
        Torch.manualSeed(seed);
        try (var outer = TensorScope.open(); var _ = Torch.noGrad()) {
            var xt = Torch.randn(shape(n, 1, SIZE, SIZE), device(device));
            for (int t = scheduler.steps() - 1; t >= 0; t--) {
                try (var scope = TensorScope.open()) {
                    var ts = Torch.full(shape(n), (long) t, device(device));
                    xt = scope.replace(xt, scheduler.samplePrevStep(xt, ts, predict(xt, ts)));
                }
                listener.stepped(t, xt);
                if (stop.getAsBoolean()) {
                    return null;
                }
            }
            return outer.promote(xt);
        }
    }

    private Tensor predict(Tensor xt, Tensor ts) {
        try (var _ = precision.enter(device)) {
            return model.forward(xt, ts).to(xt.dtype());
        }
    }
}
