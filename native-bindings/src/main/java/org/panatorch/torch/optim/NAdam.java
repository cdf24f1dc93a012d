package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Tuple;

/** {@code torch.optim.NAdam} (Dozat 2016). */
public final class NAdam extends SingleTensorOptimizer {

    /** {@code NAdam(parameters, lr=lr)}; PyTorch's default rate is 2e-3. */
    public NAdam(List<Tensor> parameters, double lr) {
        this(parameters, lr, NAdamOptions.DEFAULT);
    }

    /** {@code NAdam(parameters, lr=lr, ...)}. */
    public NAdam(List<Tensor> parameters, double lr, NAdamOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code NAdam(groups, lr=lr)}. */
    public NAdam(ParamGroup[] groups, double lr) {
        this(groups, lr, NAdamOptions.DEFAULT);
    }

    /** {@code NAdam(groups, lr=lr, ...)}. */
    public NAdam(ParamGroup[] groups, double lr, NAdamOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, NAdamOptions options) {
        return options("lr", lr, "betas", Tuple.of(options.beta1(), options.beta2()), "eps", options.eps(),
                "weight_decay", options.weightDecay(), "momentum_decay", options.momentumDecay(),
                "decoupled_weight_decay", options.decoupledWeightDecay(), "maximize", options.maximize(), "foreach", null,
                "capturable", false, "differentiable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_nadam}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        var steps = nextStep(param);
        var muProduct = state(param, "mu_product", () -> Torch.scalar(1));
        grad = decayed(group, param, grad);
        double beta1 = group.number("betas", 0);
        double beta2 = group.number("betas", 1);
        double step = steps.item();
        var expAvg = moment(param, "exp_avg").lerp_(grad, 1 - beta1);
        var expAvgSq = moment(param, "exp_avg_sq").mul_(beta2).addcmul_(grad, grad, 1 - beta2);
        double biasCorrection2 = 1 - Math.pow(beta2, step);
        double mu = mu(group, step);
        double muNext = mu(group, step + 1);
        double product = muProduct.mul_(mu).item();
        var denom = expAvgSq.div(biasCorrection2).sqrt_().add_(group.number("eps"));
        param.addcdiv_(grad, denom, -group.lr() * (1 - mu) / (1 - product));
        param.addcdiv_(expAvg, denom, -group.lr() * muNext / (1 - product * muNext));
    }

    private static double mu(ParamGroup group, double step) {
        return group.number("betas", 0) * (1 - 0.5 * Math.pow(0.96, step * group.number("momentum_decay")));
    }
}
