package org.panatorch.torch.optim;

import static org.panatorch.torch.Keywords.dtype;

import java.util.function.Supplier;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Module;

/**
 * {@code torch.optim.swa_utils.AveragedModel}: another model of the same kind whose parameters are an average of a model's.
 *
 * <pre>{@code
 * var ema = new AveragedModel<>(model, () -> new Net(), 0.999);
 * ...
 * optimizer.step();
 * ema.updateParameters(model);
 * }</pre>
 *
 * @param <M> the model's class
 */
public final class AveragedModel<M extends Module> extends Module {
    private final M module;
    private final Tensor nAveraged;
    private final Double decay;

    /**
     * {@code AveragedModel(model)}: the mean of all, as in stochastic weight averaging (Izmailov et al. 2018, arXiv 1803.05407).
     *
     * @param constructor makes a model like this one: see {@link Module#deepCopy}
     */
    public AveragedModel(M model, Supplier<M> constructor) {
        this(model, constructor, null);
    }

    /** {@code AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))}: the exponential moving average. */
    public AveragedModel(M model, Supplier<M> constructor, double decay) {
        this(model, constructor, (Double) decay);
    }

    private AveragedModel(M model, Supplier<M> constructor, Double decay) {
        if (decay != null && !(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException(
                    "Invalid decay value " + decay + " provided. Please provide a value in [0,1] range.");
        }
        this.decay = decay;
        try (var _ = TensorScope.open()) {
            nAveraged = registerBuffer("n_averaged", Torch.zeros(new long[0], dtype(DType.INT64)));
        }
        module = register("module", model.deepCopy(constructor));
    }

    /** {@code averaged.module}: the average, to be used like the model. */
    public M module() {
        return module;
    }

    /** {@code averaged.update_parameters(model)}: the first time it takes the parameters as they are; buffers always. */
    public void updateParameters(M model) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var averages = module.parameters();
            var parameters = model.parameters();
            long n = nAveraged.itemLong();
            for (int i = 0; i < averages.size(); i++) {
                var p = parameters.get(i).detach().to(averages.get(i).device());
                average(averages.get(i), p, n);
            }
            var buffers = model.buffers();
            var own = module.buffers();
            for (int i = 0; i < own.size(); i++) {
                own.get(i).copy_(buffers.get(i));
            }
            nAveraged.add_(1);
        }
    }

    private void average(Tensor average, Tensor p, long n) {
        if (n == 0) {
            average.copy_(p);
        } else if (decay != null && p.dtype().isFloatingPoint()) {
            average.lerp_(p, 1 - decay);
        } else if (decay != null) {
            average.copy_(average.mul(decay).add(p.mul(1 - decay)));
        } else {
            average.add_(p.sub(average).div(n + 1));
        }
    }
}
