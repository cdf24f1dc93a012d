package org.panatorch.torch.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** {@code torch.optim.SGD}: gradient descent, with momentum (Sutskever et al. 2013) if asked for. */
public final class SGD extends Optimizer {

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
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("lr", lr);
        defaults.put("momentum", options.momentum());
        defaults.put("dampening", options.dampening());
        defaults.put("weight_decay", options.weightDecay());
        defaults.put("nesterov", options.nesterov());
        defaults.put("maximize", options.maximize());
        defaults.put("foreach", null);
        defaults.put("differentiable", false);
        defaults.put("fused", null);
        return defaults;
    }

    @Override
    void step(ParamGroup group, List<Tensor> params) {
        double weightDecay = group.number("weight_decay");
        double momentum = group.number("momentum");
        for (var param : params) {
            try (var _ = TensorScope.open()) {
                var grad = group.flag("maximize") ? param.grad().neg() : param.grad();
                if (weightDecay != 0) {
                    grad = grad.add(param, weightDecay);
                }
                if (momentum != 0) {
                    grad = withMomentum(group, param, grad, momentum);
                }
                param.add_(grad, -group.lr());
            }
        }
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
