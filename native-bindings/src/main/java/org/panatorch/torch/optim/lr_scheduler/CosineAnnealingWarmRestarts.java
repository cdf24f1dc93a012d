package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code CosineAnnealingWarmRestarts}: SGDR (Loshchilov and Hutter 2016, arXiv 1608.03983). */
public final class CosineAnnealingWarmRestarts extends LRScheduler {

    /** {@code lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0)}. */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0) {
        this(optimizer, t0, 1, 0);
    }

    /** {@code lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult, eta_min)}. */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult, double etaMin) {
        super(optimizer);
        require(t0 > 0, "Expected positive integer T_0, but got " + t0);
        require(tMult >= 1, "Expected integer T_mult >= 1, but got " + tMult);
        state.put("T_0", t0).put("T_i", t0).put("T_mult", tMult).put("eta_min", etaMin).put("T_cur", -1);
        start();
    }

    @Override
    public void step() {
        int current = lastEpoch < 0 ? 0 : state.integer("T_cur") + 1;
        int length = state.integer("T_i");
        if (current >= length) {
            current -= length;
            state.put("T_i", length * state.integer("T_mult"));
        }
        state.put("T_cur", current);
        super.step();
        stepCount = 0;    // PyTorch does not count these
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        double etaMin = state.number("eta_min");
        return etaMin + (baseLr - etaMin) * (1 + Math.cos(Math.PI * state.integer("T_cur") / state.integer("T_i"))) / 2;
    }
}
