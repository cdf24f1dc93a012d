package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code StepLR}: every {@code stepSize} steps times {@code gamma}. */
public final class StepLR extends LRScheduler {
    private final int stepSize;
    private final double gamma;

    /** {@code lr_scheduler.StepLR(optimizer, step_size, gamma)}. */
    public StepLR(Optimizer optimizer, int stepSize, double gamma) {
        super(optimizer);
        this.stepSize = stepSize;
        this.gamma = gamma;
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return isInitial() || lastEpoch % stepSize != 0 ? group.lr() : group.lr() * gamma;
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(gamma, lastEpoch / stepSize);
    }
}
