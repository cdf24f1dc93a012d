package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code StepLR}: every {@code stepSize} steps times {@code gamma}. */
public final class StepLR extends LRScheduler {

    /** {@code lr_scheduler.StepLR(optimizer, step_size)}; PyTorch's default gamma is 0.1. */
    public StepLR(Optimizer optimizer, int stepSize) {
        this(optimizer, stepSize, 0.1);
    }

    /** {@code lr_scheduler.StepLR(optimizer, step_size, gamma)}. */
    public StepLR(Optimizer optimizer, int stepSize, double gamma) {
        super(optimizer);
        state.put("step_size", stepSize);
        state.put("gamma", gamma);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return isInitial() || lastEpoch % state.integer("step_size") != 0 ? group.lr() : group.lr() * state.number("gamma");
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(state.number("gamma"), lastEpoch / state.integer("step_size"));
    }
}
