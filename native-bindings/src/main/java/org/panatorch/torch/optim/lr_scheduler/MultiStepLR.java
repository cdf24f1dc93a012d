package org.panatorch.torch.optim.lr_scheduler;

import java.util.Arrays;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code MultiStepLR}: at each of the milestones times {@code gamma}. */
public final class MultiStepLR extends LRScheduler {
    private final int[] milestones;
    private final double gamma;

    /** {@code lr_scheduler.MultiStepLR(optimizer, milestones, gamma)}. */
    public MultiStepLR(Optimizer optimizer, int[] milestones, double gamma) {
        super(optimizer);
        this.milestones = milestones.clone();
        this.gamma = gamma;
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        long hits = Arrays.stream(milestones).filter(m -> m == lastEpoch).count();
        return hits == 0 ? group.lr() : group.lr() * Math.pow(gamma, hits);
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        return baseLr * Math.pow(gamma, Arrays.stream(milestones).filter(m -> m <= lastEpoch).count());
    }
}
