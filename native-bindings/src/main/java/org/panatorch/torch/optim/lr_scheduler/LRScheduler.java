package org.panatorch.torch.optim.lr_scheduler;

import java.util.List;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/**
 * {@code torch.optim.lr_scheduler.LRScheduler}: changes the learning rates of an optimizer's groups, step by step; called
 * after {@code optimizer.step()}. Rates are computed as PyTorch computes them, most of them from the one before.
 */
public abstract class LRScheduler {
    final Optimizer optimizer;
    private final double[] baseLrs;
    int lastEpoch = -1;
    private boolean initial;

    /** Every constructor ends with {@link #start}, once its fields are set. */
    LRScheduler(Optimizer optimizer) {
        this.optimizer = optimizer;
        for (var group : optimizer.paramGroups()) {
            if (!group.has("initial_lr")) {
                group.set("initial_lr", group.lr());
            }
        }
        baseLrs = optimizer.paramGroups().stream().mapToDouble(LRScheduler::initialLr).toArray();
    }

    static double initialLr(ParamGroup group) {
        return ((Number) group.get("initial_lr")).doubleValue();
    }

    /** Sets the rates of the first step. */
    void start() {
        initial = true;
        step();
        initial = false;
    }

    /** {@code scheduler.step()}. */
    public void step() {
        lastEpoch++;
        update(true);
    }

    /** From the beginning, as a part of {@link SequentialLR}. */
    void restart() {
        lastEpoch = 0;
        update(false);
    }

    private void update(boolean fromTheLast) {
        var groups = optimizer.paramGroups();
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            group.lr(fromTheLast ? lr(group, baseLrs[i]) : closedForm(group, baseLrs[i]));
        }
    }

    /** Whether the very first rates are being set. */
    final boolean isInitial() {
        return initial;
    }

    /** The rate of step {@link #lastEpoch}; the group still has the one before. */
    abstract double lr(ParamGroup group, double baseLr);

    /** The same, from the base rate alone. */
    double closedForm(ParamGroup group, double baseLr) {
        return lr(group, baseLr);
    }

    /** {@code scheduler.last_epoch}: how many steps were made. */
    public final int lastEpoch() {
        return lastEpoch;
    }

    /** {@code scheduler.get_last_lr()}: one rate for each group. */
    public final List<Double> getLastLr() {
        return optimizer.paramGroups().stream().map(ParamGroup::lr).toList();
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
