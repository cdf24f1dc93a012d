package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code LinearLR}: from one factor to another in {@code totalIters} steps. */
public final class LinearLR extends LRScheduler {
    private final double startFactor;
    private final double endFactor;
    private final int totalIters;

    /** {@code lr_scheduler.LinearLR(optimizer, start_factor, end_factor, total_iters)}. */
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
        super(optimizer);
        require(startFactor > 0 && startFactor <= 1, "expected a start factor in (0, 1], got " + startFactor);
        require(endFactor >= 0 && endFactor <= 1, "expected an end factor in [0, 1], got " + endFactor);
        this.startFactor = startFactor;
        this.endFactor = endFactor;
        this.totalIters = totalIters;
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        if (lastEpoch == 0) {
            return group.lr() * startFactor;
        }
        if (lastEpoch > totalIters) {
            return group.lr();
        }
        return group.lr() * (1 + (endFactor - startFactor)
                / (totalIters * startFactor + (lastEpoch - 1) * (endFactor - startFactor)));
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * (startFactor + (endFactor - startFactor) * Math.min(totalIters, lastEpoch) / totalIters);
    }
}
