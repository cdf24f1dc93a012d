package org.panatorch.torch.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Tuple;

/** {@code torch.optim.Adamax} (Kingma and Ba 2014, arXiv 1412.6980). */
public final class Adamax extends Optimizer {

    /** {@code Adamax(parameters, lr=lr)}; PyTorch's default rate is 2e-3. */
    public Adamax(List<Tensor> parameters, double lr) {
        this(parameters, lr, AdamaxOptions.DEFAULT);
    }

    /** {@code Adamax(parameters, lr=lr, ...)}. */
    public Adamax(List<Tensor> parameters, double lr, AdamaxOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Adamax(groups, lr=lr)}. */
    public Adamax(ParamGroup[] groups, double lr) {
        this(groups, lr, AdamaxOptions.DEFAULT);
    }

    /** {@code Adamax(groups, lr=lr, ...)}. */
    public Adamax(ParamGroup[] groups, double lr, AdamaxOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, AdamaxOptions options) {
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("lr", lr);
        defaults.put("betas", Tuple.of(options.beta1(), options.beta2()));
        defaults.put("eps", options.eps());
        defaults.put("weight_decay", options.weightDecay());
        defaults.put("foreach", null);
        defaults.put("maximize", options.maximize());
        defaults.put("differentiable", false);
        defaults.put("capturable", false);
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

    /** In the order of operations of PyTorch's {@code _single_tensor_adamax}. */
    private void stepOne(ParamGroup group, Tensor param) {
        var steps = state(param, "step", () -> Torch.scalar(0)).add_(1);
        var grad = group.flag("maximize") ? param.grad().neg() : param.grad();
        if (group.number("weight_decay") != 0) {
            grad = grad.add(param, group.number("weight_decay"));
        }
        double beta1 = group.number("betas", 0);
        var expAvg = state(param, "exp_avg", () -> Torch.zerosLike(param)).lerp_(grad, 1 - beta1);
        var expInf = state(param, "exp_inf", () -> Torch.zerosLike(param));
        expInf.copy_(expInf.mul_(group.number("betas", 1)).maximum(grad.abs().add_(group.number("eps"))));
        param.addcdiv_(expAvg, expInf, -group.lr() / (1 - Math.pow(beta1, steps.item())));
    }
}
