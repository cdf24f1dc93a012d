package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code PolynomialLR}: to zero in {@code totalIters} steps. */
public final class PolynomialLR extends LRScheduler {

    /** {@code lr_scheduler.PolynomialLR(optimizer, total_iters, power)}. */
    public PolynomialLR(Optimizer optimizer, int totalIters, double power) {
        super(optimizer);
        state.put("total_iters", totalIters);
        state.put("power", power);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        double totalIters = state.number("total_iters");
        if (isInitial() || lastEpoch > totalIters) {
            return group.lr();
        }
        return group.lr() * Math.pow((1 - lastEpoch / totalIters) / (1 - (lastEpoch - 1) / totalIters), state.number("power"));
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        double totalIters = state.number("total_iters");
        return baseLr * Math.pow(1 - Math.min(totalIters, lastEpoch) / totalIters, state.number("power"));
    }
}
