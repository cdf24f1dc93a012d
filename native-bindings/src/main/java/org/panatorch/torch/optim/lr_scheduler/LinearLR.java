package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code LinearLR}: from one factor to another in {@code totalIters} steps. */
public final class LinearLR extends LRScheduler {

    /** {@code lr_scheduler.LinearLR(optimizer, start_factor, end_factor, total_iters)}. */
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
        super(optimizer);
        require(startFactor > 0 && startFactor <= 1, "expected a start factor in (0, 1], got " + startFactor);
        require(endFactor >= 0 && endFactor <= 1, "expected an end factor in [0, 1], got " + endFactor);
        state.put("start_factor", startFactor);
        state.put("end_factor", endFactor);
        state.put("total_iters", totalIters);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        double start = state.number("start_factor");
        double more = state.number("end_factor") - start;
        if (lastEpoch == 0) {
            return group.lr() * start;
        }
        if (lastEpoch > state.integer("total_iters")) {
            return group.lr();
        }
        return group.lr() * (1 + more / (state.integer("total_iters") * start + (lastEpoch - 1) * more));
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        int totalIters = state.integer("total_iters");
        double start = state.number("start_factor");
        return baseLr * (start + (state.number("end_factor") - start) * Math.min(totalIters, lastEpoch) / totalIters);
    }
}
