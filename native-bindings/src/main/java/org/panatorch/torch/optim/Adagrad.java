package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** {@code torch.optim.Adagrad} (Duchi et al. 2011). */
public final class Adagrad extends SingleTensorOptimizer {

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
        return options("lr", lr, "lr_decay", options.lrDecay(), "eps", options.eps(), "weight_decay", options.weightDecay(),
                "initial_accumulator_value", options.initialAccumulatorValue(), "foreach", null,
                "maximize", options.maximize(), "differentiable", false, "fused", null);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adagrad}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        var steps = nextStep(param);
        grad = decayed(group, param, grad);
        var sum = sum(param, group);
        double rate = group.lr() / (1 + (steps.item() - 1) * group.number("lr_decay"));
        sum.addcmul_(grad, grad, 1);
        param.addcdiv_(grad, sum.sqrt().add_(group.number("eps")), -rate);
    }

    private Tensor sum(Tensor param, ParamGroup group) {
        return state(param, "sum", () -> Torch.fullLike(param, group.number("initial_accumulator_value")));
    }
}
