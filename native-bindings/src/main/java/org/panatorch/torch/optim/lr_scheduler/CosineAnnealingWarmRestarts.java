package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code CosineAnnealingWarmRestarts}: SGDR (Loshchilov and Hutter 2016, arXiv 1608.03983). */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
    private final int tMult;
    private final double etaMin;
    private int tI;
    private int tCur = -1;

    /** {@code lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult, eta_min)}. */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult, double etaMin) {
        super(optimizer);
        require(t0 > 0, "Expected positive integer T_0, but got " + t0);
        require(tMult >= 1, "Expected integer T_mult >= 1, but got " + tMult);
        this.tMult = tMult;
        this.etaMin = etaMin;
        tI = t0;
        start();
    }

    @Override
    public void step() {
        if (lastEpoch < 0) {
            tCur = 0;
        } else if (++tCur >= tI) {
            tCur %= tI;
            tI *= tMult;
        }
        super.step();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        return etaMin + (baseLr - etaMin) * (1 + Math.cos(Math.PI * tCur / tI)) / 2;
    }
}
