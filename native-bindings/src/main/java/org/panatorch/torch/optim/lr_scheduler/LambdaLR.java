package org.panatorch.torch.optim.lr_scheduler;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code LambdaLR}: the base rate times a function of the step. */
public final class LambdaLR extends FunctionLR {
    /** {@code lr_scheduler.LambdaLR(optimizer, lr_lambda)}: one function for all groups. */
    public LambdaLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
        this(optimizer, forAll(optimizer, lrLambda));
    }

    /** {@code lr_scheduler.LambdaLR(optimizer, [lr_lambda, ...])}: one for each group. */
    public LambdaLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
        super(optimizer, lrLambdas);
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return baseLr * factor(group);
    }
}
