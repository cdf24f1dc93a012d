package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code ExponentialLR}: every step times {@code gamma}. */
public final class ExponentialLR extends LRScheduler {
    private final double gamma;

    /** {@code lr_scheduler.ExponentialLR(optimizer, gamma)}. */
    public ExponentialLR(Optimizer optimizer, double gamma) {
        super(optimizer);
        this.gamma = gamma;
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return isInitial() ? group.lr() : group.lr() * gamma;
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(gamma, lastEpoch);
    }
}
