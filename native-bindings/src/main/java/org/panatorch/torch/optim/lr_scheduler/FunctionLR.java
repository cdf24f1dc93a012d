package org.panatorch.torch.optim.lr_scheduler;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** A schedule by functions of the step, one for each parameter group. As in PyTorch, its state has no functions. */
abstract class FunctionLR extends LRScheduler {
    private final List<IntToDoubleFunction> lrLambdas;

    FunctionLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
        super(optimizer);
        require(lrLambdas.size() == optimizer.paramGroups().size(),
                "Expected " + optimizer.paramGroups().size() + " lr_lambdas, but got " + lrLambdas.size());
        this.lrLambdas = List.copyOf(lrLambdas);
        start();
    }

    /** The same function for all groups. */
    static List<IntToDoubleFunction> forAll(Optimizer optimizer, IntToDoubleFunction lrLambda) {
        return Collections.nCopies(optimizer.paramGroups().size(), lrLambda);
    }

    /** What the group's function says now. */
    final double factor(ParamGroup group) {
        return lrLambdas.get(index(group)).applyAsDouble(lastEpoch);
    }

    @Override
    public Map<String, Object> stateDict() {
        var dict = super.stateDict();
        dict.put("lr_lambdas", Collections.nCopies(lrLambdas.size(), null));
        return dict;
    }
}
