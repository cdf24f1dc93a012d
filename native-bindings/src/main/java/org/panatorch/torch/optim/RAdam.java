package org.panatorch.torch.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Tuple;

/** {@code torch.optim.RAdam} (Liu et al. 2019, arXiv 1908.03265). */
public final class RAdam extends Optimizer {

    /** {@code RAdam(parameters, lr=lr)}; PyTorch's default rate is 1e-3. */
    public RAdam(List<Tensor> parameters, double lr) {
        this(parameters, lr, RAdamOptions.DEFAULT);
    }

    /** {@code RAdam(parameters, lr=lr, ...)}. */
    public RAdam(List<Tensor> parameters, double lr, RAdamOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code RAdam(groups, lr=lr)}. */
    public RAdam(ParamGroup[] groups, double lr) {
        this(groups, lr, RAdamOptions.DEFAULT);
    }

    /** {@code RAdam(groups, lr=lr, ...)}. */
    public RAdam(ParamGroup[] groups, double lr, RAdamOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, RAdamOptions options) {
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("lr", lr);
        defaults.put("betas", Tuple.of(options.beta1(), options.beta2()));
        defaults.put("eps", options.eps());
        defaults.put("weight_decay", options.weightDecay());
        defaults.put("maximize", options.maximize());
        defaults.put("foreach", null);
        defaults.put("capturable", false);
        defaults.put("decoupled_weight_decay", options.decoupledWeightDecay());
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

    /** In the order of operations of PyTorch's {@code _single_tensor_radam}. */
    private void stepOne(ParamGroup group, Tensor param) {
        var steps = state(param, "step", () -> Torch.scalar(0)).add_(1);
        var grad = group.flag("maximize") ? param.grad().neg() : param.grad();
        double weightDecay = group.number("weight_decay");
        if (weightDecay != 0 && group.flag("decoupled_weight_decay")) {
            param.mul_(1 - group.lr() * weightDecay);
        } else if (weightDecay != 0) {
            grad = grad.add(param, weightDecay);
        }
        double beta1 = group.number("betas", 0);
        double beta2 = group.number("betas", 1);
        double step = steps.item();
        var expAvg = state(param, "exp_avg", () -> Torch.zerosLike(param)).lerp_(grad, 1 - beta1);
        var expAvgSq = state(param, "exp_avg_sq", () -> Torch.zerosLike(param)).mul_(beta2).addcmul_(grad, grad, 1 - beta2);
        double biasCorrection2 = 1 - Math.pow(beta2, step);
        var corrected = expAvg.div(1 - Math.pow(beta1, step)).mul_(group.lr());
        // how long the average of squares is; too short a one says nothing yet
        double rhoInf = 2 / (1 - beta2) - 1;
        double rho = rhoInf - 2 * step * Math.pow(beta2, step) / biasCorrection2;
        if (rho > 5) {
            double rectified = Math.sqrt((rho - 4) * (rho - 2) * rhoInf / ((rhoInf - 4) * (rhoInf - 2) * rho));
            var adaptive = expAvgSq.sqrt().add_(group.number("eps")).reciprocal_().mul_(Math.sqrt(biasCorrection2));
            corrected = corrected.mul_(adaptive).mul_(rectified);
        }
        param.sub_(corrected);
    }
}
