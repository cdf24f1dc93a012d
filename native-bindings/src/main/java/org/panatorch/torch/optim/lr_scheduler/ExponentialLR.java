package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code ExponentialLR}: every step times {@code gamma}. */
public final class ExponentialLR extends LRScheduler {

    /** {@code lr_scheduler.ExponentialLR(optimizer, gamma)}. */
    public ExponentialLR(Optimizer optimizer, double gamma) {
        super(optimizer);
        state.put("gamma", gamma);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return isInitial() ? group.lr() : group.lr() * state.number("gamma");
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(state.number("gamma"), lastEpoch);
    }
}
