package org.panatorch.torch.optim;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** An optimizer that steps one parameter after the other, with PyTorch's operations in its order: {@code _single_tensor_*}. */
abstract class SingleTensorOptimizer extends Optimizer {

    SingleTensorOptimizer(ParamGroup[] groups, Map<String, Object> defaults) {
        super(groups, defaults);
    }

    @Override
    protected final void step(ParamGroup group, List<Tensor> params) {
        for (var param : params) {
            try (var _ = TensorScope.open()) {
                step(group, param, group.flag("maximize") ? param.grad().neg() : param.grad());
            }
        }
    }

    /** @param grad its gradient, negated where the loss is to rise */
    abstract void step(ParamGroup group, Tensor param, Tensor grad);

    /** {@code state["step"] += 1}. */
    final Tensor nextStep(Tensor param) {
        return state(param, "step", () -> Torch.scalar(0)).add_(1);
    }

    /** {@code state[name]}, which begins as zeros. */
    final Tensor moment(Tensor param, String name) {
        return state(param, name, () -> Torch.zerosLike(param));
    }

    /** The gradient with the weight decay added to it; where that is decoupled, the parameter shrinks instead. */
    static Tensor decayed(ParamGroup group, Tensor param, Tensor grad) {
        double weightDecay = group.number("weight_decay");
        if (weightDecay == 0) {
            return grad;
        }
        if (group.flag("decoupled_weight_decay")) {
            param.mul_(1 - group.lr() * weightDecay);
            return grad;
        }
        return grad.add(param, weightDecay);
    }
}
