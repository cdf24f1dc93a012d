package org.panatorch.torch.optim;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

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
 * What {@link Adam} and {@link AdamW} have in common: the moments of each parameter, and the step in two forms, fused and
 * operation by operation.
 */
abstract sealed class AdamFamily extends Optimizer permits Adam, AdamW {
    final double lr;
    final AdamOptions options;
    final double weightDecay;
    private final String fusedOp;
    private final Map<Tensor, Moments> states = new IdentityHashMap<>();

    AdamFamily(List<Tensor> parameters, double lr, AdamOptions options, double defaultDecay, String fusedOp) {
        super(parameters);
        if (!(lr >= 0)) {
            throw new IllegalArgumentException("expected lr >= 0, got " + lr);
        }
        this.lr = lr;
        this.options = options;
        this.weightDecay = options.weightDecay() == null ? defaultDecay : options.weightDecay();
        this.fusedOp = fusedOp;
    }

    /** Moments of one parameter, and how often it was stepped (as a tensor too, since the fused kernel reads that). */
    private static final class Moments implements AutoCloseable {
        long step;
        final Tensor steps;
        final Tensor expAvg;
        final Tensor expAvgSq;

        Moments(Tensor param) {
            steps = Torch.zeros(new long[0], dtype(DType.FLOAT32).device(param.device())).keep();
            expAvg = Torch.zerosLike(param).keep();
            expAvgSq = Torch.zerosLike(param).keep();
        }

        @Override
        public void close() {
            steps.close();
            expAvg.close();
            expAvgSq.close();
        }
    }

    /** What one native call can take together. */
    private record Group(DType dtype, Device device) {
        boolean hasFusedKernel() {
            return dtype.isFloatingPoint() && (device.type() == Device.Type.CPU || device.type() == Device.Type.CUDA);
        }
    }

    @Override
    public final void step() {
        try (var _ = Torch.noGrad(); var _ = TensorScope.open()) {
            var groups = new LinkedHashMap<Group, List<Tensor>>();
            for (var param : parameters) {
                if (param.grad() != null) {
                    groups.computeIfAbsent(new Group(param.dtype(), param.device()), _ -> new ArrayList<>()).add(param);
                }
            }
            groups.forEach((group, params) -> {
                if (options.fused() && group.hasFusedKernel()) {
                    stepFused(params);
                } else {
                    params.forEach(this::stepOne);
                }
            });
        }
    }

    private Moments moments(Tensor param) {
        return states.computeIfAbsent(param, Moments::new);
    }

    private void stepFused(List<Tensor> params) {
        var moments = params.stream().map(this::moments).toList();
        moments.forEach(m -> m.step++);
        var steps = moments.stream().map(m -> m.steps).toList();
        Torch.op("_foreach_add_.Scalar").call(steps, 1);
        Torch.op(fusedOp + ".default").call(params, params.stream().map(Tensor::grad).toList(),
                moments.stream().map(m -> m.expAvg).toList(), moments.stream().map(m -> m.expAvgSq).toList(),
                List.of(), steps, kw("lr", lr), kw("beta1", options.beta1()), kw("beta2", options.beta2()),
                kw("weight_decay", weightDecay), kw("eps", options.eps()), kw("amsgrad", false), kw("maximize", false));
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adam}. */
    private void stepOne(Tensor param) {
        try (var _ = TensorScope.open()) {
            var state = moments(param);
            state.step++;
            var grad = decay(param, param.grad());
            state.expAvg.lerp_(grad, 1 - options.beta1());
            state.expAvgSq.mul_(options.beta2()).addcmul_(grad, grad, 1 - options.beta2());
            double biasCorrection1 = 1 - Math.pow(options.beta1(), state.step);
            double biasCorrection2 = 1 - Math.pow(options.beta2(), state.step);
            double stepSize = lr / biasCorrection1;
            var denom = state.expAvgSq.sqrt().div_(Math.sqrt(biasCorrection2)).add_(options.eps());
            param.addcdiv_(state.expAvg, denom, -stepSize);
        }
    }

    /** Applies the weight decay, to the parameter or to the gradient, and returns the gradient to go on with. */
    abstract Tensor decay(Tensor param, Tensor grad);

    @Override
    public final void close() {
        states.values().forEach(Moments::close);
        states.clear();
    }
}
