package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.io.Tuple;

/** {@code torch.optim.Adamax} (Kingma and Ba 2014, arXiv 1412.6980). */
public final class Adamax extends SingleTensorOptimizer {

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
        return options("lr", lr, "betas", Tuple.of(options.beta1(), options.beta2()), "eps", options.eps(),
                "weight_decay", options.weightDecay(), "foreach", null, "maximize", options.maximize(),
                "differentiable", false, "capturable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adamax}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        var steps = nextStep(param);
        grad = decayed(group, param, grad);
        double beta1 = group.number("betas", 0);
        var expAvg = moment(param, "exp_avg").lerp_(grad, 1 - beta1);
        var expInf = moment(param, "exp_inf");
        expInf.copy_(expInf.mul_(group.number("betas", 1)).maximum(grad.abs().add_(group.number("eps"))));
        param.addcdiv_(expAvg, expInf, -group.lr() / (1 - Math.pow(beta1, steps.item())));
    }
}
