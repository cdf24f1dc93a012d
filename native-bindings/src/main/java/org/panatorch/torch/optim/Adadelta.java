package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;

/** {@code torch.optim.Adadelta} (Zeiler 2012, arXiv 1212.5701). */
public final class Adadelta extends SingleTensorOptimizer {

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
        return options("lr", lr, "rho", options.rho(), "eps", options.eps(), "weight_decay", options.weightDecay(),
                "maximize", options.maximize(), "capturable", false, "foreach", null, "differentiable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_adadelta}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        double rho = group.number("rho");
        double eps = group.number("eps");
        nextStep(param);
        grad = decayed(group, param, grad);
        var squareAvg = moment(param, "square_avg");
        var accDelta = moment(param, "acc_delta");
        squareAvg.mul_(rho).addcmul_(grad, grad, 1 - rho);
        var std = squareAvg.add(eps).sqrt_();
        var delta = accDelta.add(eps).sqrt_().div_(std).mul_(grad);
        accDelta.mul_(rho).addcmul_(delta, delta, 1 - rho);
        param.add_(delta, -group.lr());
    }
}
