package org.panatorch.torch.optim.lr_scheduler;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code LambdaLR}: the base rate times a function of the step. */
public final class LambdaLR extends LRScheduler {
    private final List<IntToDoubleFunction> lrLambdas;

    /** {@code lr_scheduler.LambdaLR(optimizer, lr_lambda)}: one function for all groups. */
    public LambdaLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
        this(optimizer, optimizer.paramGroups().stream().map(_ -> lrLambda).toList());
    }

    /** {@code lr_scheduler.LambdaLR(optimizer, [lr_lambda, ...])}: one for each group. */
    public LambdaLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
        super(optimizer);
        require(lrLambdas.size() == optimizer.paramGroups().size(),
                "Expected " + optimizer.paramGroups().size() + " lr_lambdas, but got " + lrLambdas.size());
        this.lrLambdas = List.copyOf(lrLambdas);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return baseLr * lrLambdas.get(index(group)).applyAsDouble(lastEpoch);
    }

    @Override
    public Map<String, Object> stateDict() {
        var dict = super.stateDict();
        dict.put("lr_lambdas", Collections.nCopies(lrLambdas.size(), null));
        return dict;
    }
}
