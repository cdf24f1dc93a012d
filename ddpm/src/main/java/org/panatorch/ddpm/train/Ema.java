package org.panatorch.ddpm.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Module;

/**
 * The exponential moving average of a model's parameters, as Ho et al. 2020 (arXiv 2006.11239, appendix B) sample from it.
 * While it is young it forgets faster, so that the first random weights do not linger: the decay of update n is
 * min(decay, (1 + n) / (10 + n)), as in TensorFlow's ExponentialMovingAverage.
 */
final class Ema implements AutoCloseable {
    private final double decay;
    private final Module model;
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private long updates;

    /** Begins with the parameters as they are. */
    Ema(Module model, double decay) {
        this.model = model;
        this.decay = decay;
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            model.namedParameters().forEach((name, parameter) -> averages.put(name, parameter.detach().copy().keep()));
        }
    }

    /** Takes the parameters in, after a step. */
    void update() {
        double now = Math.min(decay, (1.0 + updates) / (10.0 + updates));
        updates++;
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            List<Tensor> from = new ArrayList<>(averages.values());
            Torch.op("_foreach_lerp_.Scalar").call(from, new ArrayList<>(model.namedParameters().values()), 1 - now);
        }
    }

    /** How many updates there were. */
    long updates() {
        return updates;
    }

    /** The averages under the names of the model's state dict, with its buffers as they are. */
    StateDict stateDict() {
        var all = new LinkedHashMap<>(model.stateDict().asMap());
        all.putAll(averages);
        return new StateDict(all);
    }

    /** Goes on from averages that {@link #stateDict} gave. */
    void load(StateDict dict, long updates) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            averages.forEach((name, average) -> average.copy_(dict.get(name)));
        }
        this.updates = updates;
    }

    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
    }
}
