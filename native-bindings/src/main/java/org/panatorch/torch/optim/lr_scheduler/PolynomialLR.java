package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code PolynomialLR}: to zero in {@code totalIters} steps. */
public final class PolynomialLR extends LRScheduler {
    private final int totalIters;
    private final double power;

    /** {@code lr_scheduler.PolynomialLR(optimizer, total_iters, power)}. */
    public PolynomialLR(Optimizer optimizer, int totalIters, double power) {
        super(optimizer);
        this.totalIters = totalIters;
        this.power = power;
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        if (isInitial() || lastEpoch > totalIters) {
            return group.lr();
        }
        return group.lr() * Math.pow((1.0 - (double) lastEpoch / totalIters) / (1.0 - (double) (lastEpoch - 1) / totalIters), power);
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(1.0 - (double) Math.min(totalIters, lastEpoch) / totalIters, power);
    }
}
