package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;

/** {@code torch.optim.SGD}: gradient descent, with momentum (Sutskever et al. 2013) if asked for. */
public final class SGD extends SingleTensorOptimizer {

    /** {@code SGD(parameters, lr=lr)}. */
    public SGD(List<Tensor> parameters, double lr) {
        this(parameters, lr, SGDOptions.DEFAULT);
    }

    /** {@code SGD(parameters, lr=lr, momentum=..., ...)}. */
    public SGD(List<Tensor> parameters, double lr, SGDOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code SGD(groups, lr=lr)}. */
    public SGD(ParamGroup[] groups, double lr) {
        this(groups, lr, SGDOptions.DEFAULT);
    }

    /** {@code SGD(groups, lr=lr, ...)}. */
    public SGD(ParamGroup[] groups, double lr, SGDOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, SGDOptions options) {
        return options("lr", lr, "momentum", options.momentum(), "dampening", options.dampening(),
                "weight_decay", options.weightDecay(), "nesterov", options.nesterov(), "maximize", options.maximize(),
                "foreach", null, "differentiable", false, "fused", null);
    }

    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        double momentum = group.number("momentum");
        grad = decayed(group, param, grad);
        param.add_(momentum == 0 ? grad : withMomentum(group, param, grad, momentum), -group.lr());
    }

    private Tensor withMomentum(ParamGroup group, Tensor param, Tensor grad, double momentum) {
        Tensor buffer;
        if (hasState(param, "momentum_buffer")) {
            buffer = state(param, "momentum_buffer", null);
            buffer.mul_(momentum).add_(grad, 1 - group.number("dampening"));
        } else {
            buffer = state(param, "momentum_buffer", grad::copy);    // the first gradient is not dampened
        }
        return group.flag("nesterov") ? grad.add(buffer, momentum) : buffer;
    }
}
