package org.panatorch.torch.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.optim.Adadelta} (Zeiler 2012, arXiv 1212.5701). */
public final class Adadelta extends Optimizer {

    /** {@code Adadelta(parameters, lr=lr)}; PyTorch's default rate is 1. */
    public Adadelta(List<Tensor> parameters, double lr) {
        this(parameters, lr, AdadeltaOptions.DEFAULT);
    }

    /** {@code Adadelta(parameters, lr=lr, rho=..., ...)}. */
    public Adadelta(List<Tensor> parameters, double lr, AdadeltaOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Adadelta(groups, lr=lr)}. */
    public Adadelta(ParamGroup[] groups, double lr) {
        this(groups, lr, AdadeltaOptions.DEFAULT);
    }

    /** {@code Adadelta(groups, lr=lr, ...)}. */
    public Adadelta(ParamGroup[] groups, double lr, AdadeltaOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, AdadeltaOptions options) {
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("lr", lr);
        defaults.put("rho", options.rho());
        defaults.put("eps", options.eps());
        defaults.put("weight_decay", options.weightDecay());
        defaults.put("maximize", options.maximize());
        defaults.put("capturable", false);
        defaults.put("foreach", null);
        defaults.put("differentiable", false);
        return defaults;
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adadelta}. */
    @Override
    void step(ParamGroup group, List<Tensor> params) {
        double rho = group.number("rho");
        double eps = group.number("eps");
        for (var param : params) {
            try (var _ = TensorScope.open()) {
                state(param, "step", () -> Torch.scalar(0)).add_(1);
                var grad = group.flag("maximize") ? param.grad().neg() : param.grad();
                if (group.number("weight_decay") != 0) {
                    grad = grad.add(param, group.number("weight_decay"));
                }
                var squareAvg = state(param, "square_avg", () -> Torch.zerosLike(param));
                var accDelta = state(param, "acc_delta", () -> Torch.zerosLike(param));
                squareAvg.mul_(rho).addcmul_(grad, grad, 1 - rho);
                var std = squareAvg.add(eps).sqrt_();
                var delta = accDelta.add(eps).sqrt_().div_(std).mul_(grad);
                accDelta.mul_(rho).addcmul_(delta, delta, 1 - rho);
                param.add_(delta, -group.lr());
            }
        }
    }
}
