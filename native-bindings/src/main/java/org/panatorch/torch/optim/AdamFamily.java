package org.panatorch.torch.optim;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Tuple;

/**
 * What {@link Adam} and {@link AdamW} have in common: the moments of each parameter, and the step in two forms, fused and
 * operation by operation.
 */
abstract sealed class AdamFamily extends Optimizer permits Adam, AdamW {
    /** Not 0 where the step under way is to change nothing; null if it is an ordinary one. */
    private Tensor foundInf;

    AdamFamily(ParamGroup[] groups, double lr, AdamOptions options, double defaultDecay, boolean decoupled) {
        super(groups, defaults(lr, options, defaultDecay, decoupled));
    }

    private static Map<String, Object> defaults(double lr, AdamOptions options, double defaultDecay, boolean decoupled) {
        return options("lr", lr, "betas", Tuple.of(options.beta1(), options.beta2()), "eps", options.eps(),
                "weight_decay", options.weightDecay() == null ? defaultDecay : options.weightDecay(),
                "amsgrad", options.amsgrad(), "maximize", options.maximize(), "foreach", null, "capturable", false,
                "differentiable", false, "fused", options.fused() ? null : false,    // None: wherever there is a kernel
                "decoupled_weight_decay", decoupled);
    }

    /** What one native call can take together. */
    private record Kind(DType dtype, Device device, boolean dense) {
        static Kind of(Tensor param) {
            return new Kind(param.dtype(), param.device(), MemoryOrder.isDense(param));
        }

        boolean hasFusedKernel() {
            return dense && dtype.isFloatingPoint() && (device.type() == Device.Type.CPU || device.type() == Device.Type.CUDA);
        }
    }

    /**
     * {@code step}, unless the tensor holds something else than 0: then nothing changes. The kernel looks, so nothing waits
     * for a GPU. It is the {@code found_inf} that PyTorch's GradScaler hands to fused optimizers.
     *
     * @param foundInf one float32, 0 or 1, on the parameters' device
     */
    public final void stepUnless(Tensor foundInf) {
        this.foundInf = foundInf;
        try {
            step();
        } finally {
            this.foundInf = null;
        }
    }

    @Override
    protected final void step(ParamGroup group, List<Tensor> params) {
        var kinds = new LinkedHashMap<Kind, List<Tensor>>();
        for (var param : params) {
            kinds.computeIfAbsent(Kind.of(param), _ -> new ArrayList<>()).add(param);
        }
        kinds.forEach((kind, same) -> {
            if (isFused(group, kind)) {
                stepFused(group, kind.device(), same);
            } else {
                same.forEach(param -> stepOne(group, param));
            }
        });
    }

    /** A GPU's fused kernel reads it there. */
    @Override
    Device stepDevice(Tensor param) {
        boolean fused = paramGroups().stream().filter(group -> group.params().stream().anyMatch(p -> p == param))
                .anyMatch(group -> isFused(group, Kind.of(param)));
        return fused ? param.device() : Device.CPU;
    }

    private static boolean isFused(ParamGroup group, Kind kind) {
        return !Boolean.FALSE.equals(group.get("fused")) && kind.hasFusedKernel();
    }

    /** A tensor, since the fused kernel reads it. */
    private Tensor steps(Tensor param, Device device) {
        return state(param, "step", () -> Torch.zeros(new long[0], dtype(DType.FLOAT32).device(device)));
    }

    private Tensor moment(Tensor param, String name) {
        return state(param, name, () -> Torch.zerosLike(param));
    }

    private void stepFused(ParamGroup group, Device device, List<Tensor> params) {
        boolean decoupled = group.flag("decoupled_weight_decay");
        boolean amsgrad = group.flag("amsgrad");
        var steps = params.stream().map(param -> steps(param, device)).toList();
        Torch.op("_foreach_add_.Scalar").call(steps, 1);
        var arguments = new ArrayList<Object>(List.of(
                params, params.stream().map(param -> MemoryOrder.like(param, param.grad())).toList(), moments(params, "exp_avg"), moments(params, "exp_avg_sq"),
                amsgrad ? moments(params, "max_exp_avg_sq") : List.of(), steps, kw("lr", group.lr()),
                kw("beta1", group.number("betas", 0)), kw("beta2", group.number("betas", 1)),
                kw("weight_decay", group.number("weight_decay")), kw("eps", group.number("eps")),
                kw("amsgrad", amsgrad), kw("maximize", group.flag("maximize"))));
        if (foundInf != null) {
            arguments.add(kw("found_inf", foundInf));
        }
        Torch.op(decoupled ? "_fused_adamw_.default" : "_fused_adam_.default").call(arguments.toArray());
        if (foundInf != null) {
            Torch.op("_foreach_sub_.List").call(steps, Collections.nCopies(steps.size(), foundInf));
        }
    }

    private List<Tensor> moments(List<Tensor> params, String name) {
        return params.stream().map(param -> orderedMoment(param, name)).toList();
    }

    /** In the parameter's order in memory from now on. */
    private Tensor orderedMoment(Tensor param, String name) {
        var moment = moment(param, name);
        var ordered = MemoryOrder.like(param, moment);
        if (ordered != moment) {
            state(param).put(name, ordered.keep());
            moment.close();
        }
        return ordered;
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adam}. */
    private void stepOne(ParamGroup group, Tensor param) {
        if (foundInf != null && foundInf.item() != 0) {
            return;
        }
        try (var _ = TensorScope.open()) {
            double beta1 = group.number("betas", 0);
            double beta2 = group.number("betas", 1);
            var steps = steps(param, Device.CPU).add_(1);
            long step = (long) steps.item();
            var grad = decay(group, param, group.flag("maximize") ? param.grad().neg() : param.grad());
            var expAvg = moment(param, "exp_avg").lerp_(grad, 1 - beta1);
            var expAvgSq = moment(param, "exp_avg_sq").mul_(beta2).addcmul_(grad, grad, 1 - beta2);
            if (group.flag("amsgrad")) {
                var largest = moment(param, "max_exp_avg_sq");
                expAvgSq = largest.copy_(largest.maximum(expAvgSq));
            }
            double biasCorrection1 = 1 - Math.pow(beta1, step);
            double biasCorrection2 = 1 - Math.pow(beta2, step);
            double stepSize = group.lr() / biasCorrection1;
            var denom = expAvgSq.sqrt().div_(Math.sqrt(biasCorrection2)).add_(group.number("eps"));
            param.addcdiv_(expAvg, denom, -stepSize);
        }
    }

    /** Applies the weight decay, to the parameter or to the gradient, and returns the gradient to go on with. */
    private static Tensor decay(ParamGroup group, Tensor param, Tensor grad) {
        double weightDecay = group.number("weight_decay");
        if (weightDecay == 0) {
            return grad;
        }
        if (group.flag("decoupled_weight_decay")) {
            param.mul_(1 - group.lr() * weightDecay);
            return grad;
        }
        return grad.add(param.mul(weightDecay));
    }
}
