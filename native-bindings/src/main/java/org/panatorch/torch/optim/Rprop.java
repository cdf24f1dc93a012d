package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Tuple;

/** {@code torch.optim.Rprop} (Riedmiller and Braun 1993): looks at the gradients' signs only. For full batches. */
public final class Rprop extends SingleTensorOptimizer {

    /** {@code Rprop(parameters, lr=lr)}; PyTorch's default rate is 0.01. */
    public Rprop(List<Tensor> parameters, double lr) {
        this(parameters, lr, RpropOptions.DEFAULT);
    }

    /** {@code Rprop(parameters, lr=lr, ...)}. */
    public Rprop(List<Tensor> parameters, double lr, RpropOptions options) {
        this(ParamGroup.paramGroups(ParamGroup.params(parameters)), lr, options);
    }

    /** {@code Rprop(groups, lr=lr)}. */
    public Rprop(ParamGroup[] groups, double lr) {
        this(groups, lr, RpropOptions.DEFAULT);
    }

    /** {@code Rprop(groups, lr=lr, ...)}. */
    public Rprop(ParamGroup[] groups, double lr, RpropOptions options) {
        super(groups, defaults(lr, options));
    }

    private static Map<String, Object> defaults(double lr, RpropOptions options) {
        return options("lr", lr, "etas", Tuple.of(options.etaMinus(), options.etaPlus()),
                "step_sizes", Tuple.of(options.smallest(), options.largest()), "foreach", null,
                "maximize", options.maximize(), "differentiable", false, "capturable", false);
    }

    /** In the order of operations of PyTorch's {@code _single_tensor_rprop}. */
    @Override
    void step(ParamGroup group, Tensor param, Tensor grad) {
        nextStep(param);
        var prev = moment(param, "prev");
        var stepSize = state(param, "step_size", () -> Torch.fullLike(param, group.lr()));
        var sign = grad.mul(prev).sign();
        var turned = sign.lt(0);
        var factor = Torch.onesLike(sign).maskedFill_(sign.gt(0), group.number("etas", 1))
                .maskedFill_(turned, group.number("etas", 0));
        stepSize.mul_(factor).clamp_(group.number("step_sizes", 0), group.number("step_sizes", 1));
        prev.copy_(grad).maskedFill_(turned, 0);      // where it has turned, the parameter waits for a step
        param.addcmul_(prev.sign(), stepSize, -1);
    }
}
