package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code CosineAnnealingLR} (Loshchilov and Hutter 2016, arXiv 1608.03983, without restarts). */
public final class CosineAnnealingLR extends LRScheduler {

    /** {@code lr_scheduler.CosineAnnealingLR(optimizer, T_max)}. */
    public CosineAnnealingLR(Optimizer optimizer, int tMax) {
        this(optimizer, tMax, 0);
    }

    /** {@code lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min)}. */
    public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin) {
        super(optimizer);
        state.put("T_max", tMax);
        state.put("eta_min", etaMin);
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        if (isInitial()) {
            return group.lr();
        }
        int tMax = state.integer("T_max");
        double etaMin = state.number("eta_min");
        if (Math.floorMod(lastEpoch - 1 - tMax, 2 * tMax) == 0) {
            return group.lr() + (baseLr - etaMin) * (1 - Math.cos(Math.PI / tMax)) / 2;
        }
        return (1 + Math.cos(Math.PI * lastEpoch / tMax)) / (1 + Math.cos(Math.PI * (lastEpoch - 1) / tMax))
                * (group.lr() - etaMin) + etaMin;
    }

    @Override
    double closedForm(ParamGroup group, double baseLr) {
        double etaMin = state.number("eta_min");
        return etaMin + (baseLr - etaMin) * (1 + Math.cos(Math.PI * lastEpoch / state.integer("T_max"))) / 2;
    }
}
