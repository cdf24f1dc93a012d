package org.panatorch.torch.optim;

import static org.panatorch.torch.Keywords.device;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.amp.GradScaler}: multiplies the loss so that small gradients do not vanish in float16, divides the
 * gradients again before the step, and skips steps whose gradients overflowed.
 *
 * <pre>{@code
 * Tensor loss;
 * try (var _ = Torch.autocast(CUDA, FLOAT16)) {
 *     loss = F.mseLoss(model.forward(x, t), noise);
 * }
 * scaler.scale(loss).backward();
 * scaler.unscale_(optimizer);                             // only to look at the gradients, to clip them for example
 * scaler.step(optimizer);
 * scaler.update();
 * }</pre>
 */
public final class GradScaler implements AutoCloseable {
    private final Options options;
    private final Tensor scale;
    private final Tensor growthTracker;
    /** What was done to an optimizer since the last update. */
    private final Map<Optimizer, Progress> progress = new IdentityHashMap<>();

    /**
     * The keyword arguments of the constructor.
     *
     * @param initScale 65536 by default
     * @param growthFactor what the scale grows by after {@code growthInterval} good steps in a row, 2 by default
     * @param backoffFactor what it is multiplied by after an overflow, 0.5 by default
     * @param growthInterval 2000 by default
     */
    public record Options(double initScale, double growthFactor, double backoffFactor, int growthInterval) {
        /** PyTorch's. */
        public static final Options DEFAULT = new Options(65536, 2, 0.5, 2000);

        public Options {
            if (!(growthFactor > 1) || !(backoffFactor < 1)) {
                throw new IllegalArgumentException("expected a growth factor > 1 and a backoff factor < 1, got "
                        + growthFactor + " and " + backoffFactor);
            }
        }

        /** {@code init_scale=initScale}. */
        public Options initScale(double initScale) {
            return new Options(initScale, growthFactor, backoffFactor, growthInterval);
        }

        /** {@code growth_factor=growthFactor}. */
        public Options growthFactor(double growthFactor) {
            return new Options(initScale, growthFactor, backoffFactor, growthInterval);
        }

        /** {@code backoff_factor=backoffFactor}. */
        public Options backoffFactor(double backoffFactor) {
            return new Options(initScale, growthFactor, backoffFactor, growthInterval);
        }

        /** {@code growth_interval=growthInterval}. */
        public Options growthInterval(int growthInterval) {
            return new Options(initScale, growthFactor, backoffFactor, growthInterval);
        }
    }

    /** What {@code scaler.state_dict()} has that changes: the scale, and the good steps since it last did. */
    public record State(double scale, int growthTracker) {}

    private static final class Progress {
        boolean unscaled;
        boolean stepped;
        /** Per device: one element, not 0 if a gradient there is infinite or NaN. */
        final Map<Device, Tensor> foundInf = new LinkedHashMap<>();
    }

    /** {@code GradScaler(device)}. */
    public GradScaler(Device device) {
        this(device, Options.DEFAULT);
    }

    /** {@code GradScaler(device, init_scale=..., ...)}. */
    public GradScaler(Device device, Options options) {
        this.options = options;
        scale = Torch.full(new long[] {1}, options.initScale(), device(device).dtype(DType.FLOAT32)).keep();
        growthTracker = Torch.zeros(new long[] {1}, device(device).dtype(DType.INT32)).keep();
    }

    /** {@code scaler.scale(loss)}. */
    public Tensor scale(Tensor loss) {
        return loss.mul(scale.view(new long[0]).to(loss.device()));
    }

    /**
     * {@code scaler.unscale_(optimizer)}: divides the gradients of its parameters by the scale. {@link #step} does it if it
     * was not done.
     *
     * @throws IllegalStateException if it was done since the last update
     */
    public void unscale_(Optimizer optimizer) {
        var done = progress.computeIfAbsent(optimizer, _ -> new Progress());
        if (done.stepped) {
            throw new IllegalStateException("unscale_() is being called after step()");
        }
        if (done.unscaled) {
            throw new IllegalStateException("unscale_() has already been called on this optimizer since the last update()");
        }
        try (var _ = Torch.noGrad(); var _ = TensorScope.open()) {
            var inverse = scale.to(DType.FLOAT64).reciprocal().to(DType.FLOAT32);
            gradients(optimizer).forEach((group, grads) -> {
                var foundInf = done.foundInf.computeIfAbsent(
                        group.device(), d -> Torch.zeros(new long[] {1}, device(d)).keep());
                Torch.op("_amp_foreach_non_finite_check_and_unscale_")
                        .call(grads, foundInf, inverse.to(group.device()));
            });
        }
        done.unscaled = true;
    }

    private record Group(DType dtype, Device device) {}

    private static Map<Group, List<Tensor>> gradients(Optimizer optimizer) {
        var groups = new LinkedHashMap<Group, List<Tensor>>();
        for (var param : optimizer.parameters()) {
            var grad = param.grad();
            if (grad == null) {
                continue;
            }
            if (grad.dtype() == DType.FLOAT16) {
                throw new IllegalStateException("attempting to unscale FP16 gradients: keep the parameters in float32");
            }
            groups.computeIfAbsent(new Group(grad.dtype(), grad.device()), _ -> new ArrayList<>()).add(grad);
        }
        return groups;
    }

    /**
     * {@code scaler.step(optimizer)}: steps it, unless a gradient is infinite or NaN.
     *
     * @return whether it was stepped
     * @throws IllegalStateException if it was stepped since the last update, or has no gradients
     */
    public boolean step(Optimizer optimizer) {
        var done = progress.computeIfAbsent(optimizer, _ -> new Progress());
        if (done.stepped) {
            throw new IllegalStateException("step() has already been called since the last update()");
        }
        if (!done.unscaled) {
            unscale_(optimizer);
        }
        if (done.foundInf.isEmpty()) {
            throw new IllegalStateException("no inf checks were recorded for this optimizer: it has no gradients");
        }
        done.stepped = true;
        if (done.foundInf.values().stream().anyMatch(found -> found.item() != 0)) {
            return false;
        }
        optimizer.step();
        return true;
    }

    /**
     * {@code scaler.update()}: shrinks the scale after an overflow, lets it grow after enough good steps.
     *
     * @throws IllegalStateException if no optimizer was unscaled or stepped since the last update
     */
    public void update() {
        try (var _ = Torch.noGrad(); var _ = TensorScope.open()) {
            var found = progress.values().stream().flatMap(p -> p.foundInf.values().stream())
                    .map(t -> t.to(scale.device())).reduce(Tensor::add)
                    .orElseThrow(() -> new IllegalStateException("no inf checks were recorded prior to update()"));
            Torch.op("_amp_update_scale_").call(scale, growthTracker, found,
                    options.growthFactor(), options.backoffFactor(), options.growthInterval());
        }
        forgetProgress();
    }

    /** {@code scaler.update(new_scale)}. */
    public void update(double newScale) {
        scale.fill_(newScale);
        forgetProgress();
    }

    private void forgetProgress() {
        progress.values().forEach(p -> p.foundInf.values().forEach(Tensor::close));
        progress.clear();
    }

    /** {@code scaler.get_scale()}: waits for the device. */
    public double getScale() {
        return scale.item();
    }

    /** {@code scaler.state_dict()}. */
    public State state() {
        return new State(getScale(), (int) growthTracker.itemLong());
    }

    /** {@code scaler.load_state_dict(state)}. */
    public void loadState(State state) {
        scale.fill_(state.scale());
        growthTracker.fill_(state.growthTracker());
    }

    @Override
    public void close() {
        forgetProgress();
        scale.close();
        growthTracker.close();
    }
}
