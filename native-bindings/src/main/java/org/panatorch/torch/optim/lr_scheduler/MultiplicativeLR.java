package org.panatorch.torch.optim.lr_scheduler;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code MultiplicativeLR}: the last rate times a function of the step. */
public final class MultiplicativeLR extends LRScheduler {
    private final List<IntToDoubleFunction> lrLambdas;

    /** {@code lr_scheduler.MultiplicativeLR(optimizer, lr_lambda)}: one function for all groups. */
    public MultiplicativeLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
        this(optimizer, optimizer.paramGroups().stream().map(_ -> lrLambda).toList());
    }

    /** {@code lr_scheduler.MultiplicativeLR(optimizer, [lr_lambda, ...])}: one for each group. */
    public MultiplicativeLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
        super(optimizer);
        require(lrLambdas.size() == optimizer.paramGroups().size(),
                "Expected " + optimizer.paramGroups().size() + " lr_lambdas, but got " + lrLambdas.size());
        this.lrLambdas = List.copyOf(lrLambdas);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return isInitial() ? group.lr() : group.lr() * lrLambdas.get(index(group)).applyAsDouble(lastEpoch);
    }

    @Override
    public Map<String, Object> stateDict() {
        var dict = super.stateDict();
        dict.put("lr_lambdas", Collections.nCopies(lrLambdas.size(), null));
        return dict;
    }
}
