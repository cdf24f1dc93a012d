package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/**
 * {@code torch.optim.ASGD} (Polyak and Juditsky 1992): gradient descent at a falling rate; the average of the parameters is
 * {@code ax} in the state.
 */
public final class ASGD extends SingleTensorOptimizer {

    /** {@code ASGD(parameters, lr=lr)}; PyTorch's default rate is 0.01. */
    public ASGD(List<Tensor> parameters, double lr) {
        this(parameters, lr, ASGDOptions.DEFAULT);
    }

    /** {@code ASGD(parameters, lr=lr, ...)}. */
    public ASGD(List<Tensor> parameters, double lr, ASGDOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code ASGD(groups, lr=lr)}. */
    public ASGD(ParamGroup[] groups, double lr) {
        this(groups, lr, ASGDOptions.DEFAULT);
    }

    /** {@code ASGD(groups, lr=lr, ...)}. */
    public ASGD(ParamGroup[] groups, double lr, ASGDOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, ASGDOptions options) {
        return options("lr", lr, "lambd", options.lambd(), "alpha", options.alpha(), "t0", options.t0(),
                "weight_decay", options.weightDecay(), "foreach", null, "maximize", options.maximize(),
                "differentiable", false, "capturable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_asgd}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        double lambd = group.number("lambd");
        double step = nextStep(param).item();
        var eta = state(param, "eta", () -> Torch.scalar(group.lr()));
        var mu = state(param, "mu", () -> Torch.scalar(1));
        var ax = moment(param, "ax");
        double rate = eta.item();
        grad = decayed(group, param, grad);
        param.mul_(1 - lambd * rate).add_(grad, -rate);
        if (mu.item() == 1) {
            ax.copy_(param);
        } else {
            ax.add_(param.sub(ax).mul_(mu));
        }
        eta.fill_(group.lr() / Math.pow(1 + lambd * group.lr() * step, group.number("alpha")));
        mu.fill_(1 / Math.max(1, step - group.number("t0")));
    }
}
