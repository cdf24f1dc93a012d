package org.panatorch.torch.optim.lr_scheduler;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.io.Tuple;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/**
 * {@code torch.optim.lr_scheduler.LRScheduler}: changes the learning rates of an optimizer's groups, step by step; called
 * after {@code optimizer.step()}. Rates are computed as PyTorch computes them, most of them from the one before.
 */
public abstract class LRScheduler {
    final Optimizer optimizer;
    /** The arguments, and whatever else only this schedule has. */
    final SchedulerState state = new SchedulerState(getClass());
    private double[] baseLrs;
    int lastEpoch = -1;
    int stepCount;
    List<Double> lastLr = List.of();
    private boolean initial;

    /** Every constructor ends with {@link #start}, once its state is set. */
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
        stepCount = 0;
        step();
        initial = false;
    }

    /** {@code scheduler.step()}. */
    public void step() {
        stepCount++;
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
        rememberRates();
    }

    final void rememberRates() {
        lastLr = optimizer.paramGroups().stream().map(ParamGroup::lr).toList();
    }

    final void baseLrs(double... values) {
        baseLrs = values;
    }

    /** The group's place among the optimizer's. */
    final int index(ParamGroup group) {
        return optimizer.paramGroups().indexOf(group);
    }

    /** Whether what counts as momentum is Adam's first beta. */
    static boolean usesBetas(Optimizer optimizer) {
        return optimizer.paramGroups().getFirst().has("betas");
    }

    static void requireMomentum(Optimizer optimizer) {
        require(usesBetas(optimizer) || optimizer.paramGroups().getFirst().has("momentum"),
                "optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
    }

    static void momentum(ParamGroup group, double momentum) {
        if (group.has("betas")) {
            group.set("betas", Tuple.of(momentum, ((Tuple) group.get("betas")).get(1)));
        } else {
            group.set("momentum", momentum);
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
        return lastLr;
    }

    /**
     * {@code scheduler.state_dict()}, as PyTorch lays it out: arguments and progress, to be saved beside the optimizer's.
     * Functions are not in it.
     */
    public Map<String, Object> stateDict() {
        var dict = new LinkedHashMap<>(state.values());
        dict.putAll(progress());
        return dict;
    }

    private Map<String, Object> progress() {
        var dict = new LinkedHashMap<String, Object>();
        dict.put("base_lrs", Arrays.stream(baseLrs).boxed().toList());
        dict.put("last_epoch", (long) lastEpoch);
        dict.put("_step_count", (long) stepCount);
        dict.put("_is_initial", false);
        dict.put("_get_lr_called_within_step", false);
        dict.put("_last_lr", lastLr);
        return dict;
    }

    /**
     * {@code scheduler.load_state_dict(dict)}: goes on where a schedule of this or of PyTorch's making was. The rates
     * themselves are in the optimizer's state dict.
     *
     * @throws IllegalArgumentException if it is no state dict of such a schedule for as many groups; nothing was changed
     */
    public void loadStateDict(Map<?, ?> dict) {
        state.check(dict, progress());
        state.load(dict);
        lastEpoch = ((Number) dict.get("last_epoch")).intValue();
        stepCount = ((Number) dict.get("_step_count")).intValue();
        lastLr = numbers(dict.get("_last_lr"));
        baseLrs = numbers(dict.get("base_lrs")).stream().mapToDouble(Double::doubleValue).toArray();
    }

    static List<Double> numbers(Object list) {
        return ((List<?>) list).stream().map(n -> ((Number) n).doubleValue()).toList();
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
