package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code ConstantLR}: times {@code factor} for the first {@code totalIters} steps. */
public final class ConstantLR extends LRScheduler {

    /** {@code lr_scheduler.ConstantLR(optimizer, factor, total_iters)}. */
    public ConstantLR(Optimizer optimizer, double factor, int totalIters) {
        super(optimizer);
        require(factor > 0 && factor <= 1, "expected a factor in (0, 1], got " + factor);
        state.put("factor", factor);
        state.put("total_iters", totalIters);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        if (lastEpoch == 0) {
            return group.lr() * state.number("factor");
        }
        return lastEpoch == state.integer("total_iters") ? group.lr() * (1 / state.number("factor")) : group.lr();
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * (lastEpoch >= state.integer("total_iters") ? 1 : state.number("factor"));
    }
}
