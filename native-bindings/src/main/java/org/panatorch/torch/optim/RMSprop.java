package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;

/** {@code torch.optim.RMSprop} (Hinton's lecture; centred as in Graves 2013, arXiv 1308.0850). */
public final class RMSprop extends SingleTensorOptimizer {

    /** {@code RMSprop(parameters, lr=lr)}; PyTorch's default rate is 0.01. */
    public RMSprop(List<Tensor> parameters, double lr) {
        this(parameters, lr, RMSpropOptions.DEFAULT);
    }

    /** {@code RMSprop(parameters, lr=lr, alpha=..., ...)}. */
    public RMSprop(List<Tensor> parameters, double lr, RMSpropOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code RMSprop(groups, lr=lr)}. */
    public RMSprop(ParamGroup[] groups, double lr) {
        this(groups, lr, RMSpropOptions.DEFAULT);
    }

    /** {@code RMSprop(groups, lr=lr, ...)}. */
    public RMSprop(ParamGroup[] groups, double lr, RMSpropOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, RMSpropOptions options) {
        return options("lr", lr, "momentum", options.momentum(), "alpha", options.alpha(), "eps", options.eps(),
                "centered", options.centered(), "weight_decay", options.weightDecay(), "capturable", false, "foreach", null,
                "maximize", options.maximize(), "differentiable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_rmsprop}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        double alpha = group.number("alpha");
        double momentum = group.number("momentum");
        nextStep(param);
        grad = decayed(group, param, grad);
        var squareAvg = moment(param, "square_avg").mul_(alpha).addcmul_(grad, grad, 1 - alpha);
        var buffer = momentum > 0 ? moment(param, "momentum_buffer") : null;
        Tensor avg;
        if (group.flag("centered")) {
            var gradAvg = moment(param, "grad_avg").lerp_(grad, 1 - alpha);
            avg = squareAvg.copy().addcmul_(gradAvg, gradAvg, -1).sqrt_();
        } else {
            avg = squareAvg.sqrt();
        }
        avg.add_(group.number("eps"));
        if (buffer != null) {
            param.add_(buffer.mul_(momentum).addcdiv_(grad, avg, 1), -group.lr());
        } else {
            param.addcdiv_(grad, avg, -group.lr());
        }
    }
}
