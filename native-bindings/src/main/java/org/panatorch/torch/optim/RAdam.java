package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.io.Tuple;

/** {@code torch.optim.RAdam} (Liu et al. 2019, arXiv 1908.03265). */
public final class RAdam extends SingleTensorOptimizer {

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
        return options("lr", lr, "betas", Tuple.of(options.beta1(), options.beta2()), "eps", options.eps(),
                "weight_decay", options.weightDecay(), "maximize", options.maximize(), "foreach", null, "capturable", false,
                "decoupled_weight_decay", options.decoupledWeightDecay(), "differentiable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_radam}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        var steps = nextStep(param);
        grad = decayed(group, param, grad);
        double beta1 = group.number("betas", 0);
        double beta2 = group.number("betas", 1);
        double step = steps.item();
        var expAvg = moment(param, "exp_avg").lerp_(grad, 1 - beta1);
        var expAvgSq = moment(param, "exp_avg_sq").mul_(beta2).addcmul_(grad, grad, 1 - beta2);
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
