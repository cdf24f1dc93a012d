package org.panatorch.torch.optim.lr_scheduler;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code MultiplicativeLR}: the last rate times a function of the step. */
public final class MultiplicativeLR extends FunctionLR {
    /** {@code lr_scheduler.MultiplicativeLR(optimizer, lr_lambda)}: one function for all groups. */
    public MultiplicativeLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
        this(optimizer, forAll(optimizer, lrLambda));
    }

    /** {@code lr_scheduler.MultiplicativeLR(optimizer, [lr_lambda, ...])}: one for each group. */
    public MultiplicativeLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambdas) {
        super(optimizer, lrLambdas);
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return isInitial() ? group.lr() : group.lr() * factor(group);
    }
}
