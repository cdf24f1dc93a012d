package org.panatorch.torch.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.optim.RMSprop} (Hinton's lecture; centred as in Graves 2013, arXiv 1308.0850). */
public final class RMSprop extends Optimizer {

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
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("lr", lr);
        defaults.put("momentum", options.momentum());
        defaults.put("alpha", options.alpha());
        defaults.put("eps", options.eps());
        defaults.put("centered", options.centered());
        defaults.put("weight_decay", options.weightDecay());
        defaults.put("capturable", false);
        defaults.put("foreach", null);
        defaults.put("maximize", options.maximize());
        defaults.put("differentiable", false);
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

    /** In the order of operations of PyTorch's {@code _single_tensor_rmsprop}. */
    private void stepOne(ParamGroup group, Tensor param) {
        double alpha = group.number("alpha");
        double momentum = group.number("momentum");
        state(param, "step", () -> Torch.scalar(0)).add_(1);
        var grad = group.flag("maximize") ? param.grad().neg() : param.grad();
        if (group.number("weight_decay") != 0) {
            grad = grad.add(param, group.number("weight_decay"));
        }
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

    private Tensor moment(Tensor param, String name) {
        return state(param, name, () -> Torch.zerosLike(param));
    }
}
