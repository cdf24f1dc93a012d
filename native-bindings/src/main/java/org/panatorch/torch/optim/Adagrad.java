package org.panatorch.torch.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.optim.Adagrad} (Duchi et al. 2011). */
public final class Adagrad extends Optimizer {

    /** {@code Adagrad(parameters, lr=lr)}; PyTorch's default rate is 0.01. */
    public Adagrad(List<Tensor> parameters, double lr) {
        this(parameters, lr, AdagradOptions.DEFAULT);
    }

    /** {@code Adagrad(parameters, lr=lr, ...)}. */
    public Adagrad(List<Tensor> parameters, double lr, AdagradOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Adagrad(groups, lr=lr)}. */
    public Adagrad(ParamGroup[] groups, double lr) {
        this(groups, lr, AdagradOptions.DEFAULT);
    }

    /** {@code Adagrad(groups, lr=lr, ...)}. */
    public Adagrad(ParamGroup[] groups, double lr, AdagradOptions options) {
        super(groups, defaults(lr, options));
        // as in PyTorch, the state is there before the first step
        paramGroups().forEach(group -> group.params().forEach(param -> {
            state(param, "step", () -> Torch.scalar(0));
            sum(param, group);
        }));
    }

    private static Map<String, Object> defaults(double lr, AdagradOptions options) {
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("lr", lr);
        defaults.put("lr_decay", options.lrDecay());
        defaults.put("eps", options.eps());
        defaults.put("weight_decay", options.weightDecay());
        defaults.put("initial_accumulator_value", options.initialAccumulatorValue());
        defaults.put("foreach", null);
        defaults.put("maximize", options.maximize());
        defaults.put("differentiable", false);
        defaults.put("fused", null);
        return defaults;
    }

    @Override
    void step(ParamGroup group, List<Tensor> params) {
        for (var param : params) {
            try (var _ = TensorScope.open()) {
                stepOne(group, param);
            }
        }
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adagrad}. */
    private void stepOne(ParamGroup group, Tensor param) {
        var steps = state(param, "step", () -> Torch.scalar(0)).add_(1);
        var grad = group.flag("maximize") ? param.grad().neg() : param.grad();
        if (group.number("weight_decay") != 0) {
            grad = grad.add(param, group.number("weight_decay"));
        }
        var sum = sum(param, group);
        double rate = group.lr() / (1 + (steps.item() - 1) * group.number("lr_decay"));
        sum.addcmul_(grad, grad, 1);
        param.addcdiv_(grad, sum.sqrt().add_(group.number("eps")), -rate);
    }

    private Tensor sum(Tensor param, ParamGroup group) {
        return state(param, "sum", () -> Torch.fullLike(param, group.number("initial_accumulator_value")));
    }
}
