package org.panatorch.torch.optim.lr_scheduler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/** {@code ReduceLROnPlateau}: a smaller rate when a value, the validation loss say, has stopped getting better. */
public final class ReduceLROnPlateau {
    private final Optimizer optimizer;
    private final SchedulerState state = new SchedulerState(ReduceLROnPlateau.class);

    /**
     * The keyword arguments.
     *
     * @param max whether larger is better ({@code mode="max"}); false by default
     * @param factor 0.1 by default
     * @param patience how many steps without a better value are borne; 10 by default
     * @param threshold by how much a value must be better to count; 1e-4 by default
     * @param relative whether that is a part of the best value ({@code threshold_mode="rel"}); true by default
     * @param cooldown how many steps are not counted after a change; 0 by default
     * @param minLr 0 by default
     * @param eps smaller changes are not made; 1e-8 by default
     */
    public record Options(boolean max, double factor, int patience, double threshold, boolean relative, int cooldown, double minLr,
            double eps) {
        /** PyTorch's. */
        public static final Options DEFAULT = new Options(false, 0.1, 10, 1e-4, true, 0, 0, 1e-8);

        public Options {
            LRScheduler.require(factor < 1, "Factor should be < 1.0.");
        }

        /** {@code mode=mode}: {@code "min"} or {@code "max"}. */
        public Options mode(String mode) {
            LRScheduler.require(List.of("min", "max").contains(mode), "mode is invalid: " + mode);
            return new Options(mode.equals("max"), factor, patience, threshold, relative, cooldown, minLr, eps);
        }

        /** {@code factor=factor}. */
        public Options factor(double factor) {
            return new Options(max, factor, patience, threshold, relative, cooldown, minLr, eps);
        }

        /** {@code patience=patience}. */
        public Options patience(int patience) {
            return new Options(max, factor, patience, threshold, relative, cooldown, minLr, eps);
        }

        /** {@code threshold=threshold}. */
        public Options threshold(double threshold) {
            return new Options(max, factor, patience, threshold, relative, cooldown, minLr, eps);
        }

        /** {@code threshold_mode=thresholdMode}: {@code "rel"} or {@code "abs"}. */
        public Options thresholdMode(String thresholdMode) {
            LRScheduler.require(List.of("rel", "abs").contains(thresholdMode), "threshold_mode is invalid: " + thresholdMode);
            return new Options(max, factor, patience, threshold, thresholdMode.equals("rel"), cooldown, minLr, eps);
        }

        /** {@code cooldown=cooldown}. */
        public Options cooldown(int cooldown) {
            return new Options(max, factor, patience, threshold, relative, cooldown, minLr, eps);
        }

        /** {@code min_lr=minLr}. */
        public Options minLr(double minLr) {
            return new Options(max, factor, patience, threshold, relative, cooldown, minLr, eps);
        }

        /** {@code eps=eps}. */
        public Options eps(double eps) {
            return new Options(max, factor, patience, threshold, relative, cooldown, minLr, eps);
        }
    }

    /** {@code lr_scheduler.ReduceLROnPlateau(optimizer)}. */
    public ReduceLROnPlateau(Optimizer optimizer) {
        this(optimizer, Options.DEFAULT);
    }

    /** {@code lr_scheduler.ReduceLROnPlateau(optimizer, mode=, factor=, ...)}. */
    public ReduceLROnPlateau(Optimizer optimizer, Options options) {
        this.optimizer = optimizer;
        int groups = optimizer.paramGroups().size();
        double worst = options.max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        state.put("factor", options.factor).put("default_min_lr", options.minLr)
                .put("min_lrs", Collections.nCopies(groups, options.minLr)).put("patience", options.patience)
                .put("cooldown", options.cooldown).put("eps", options.eps).put("last_epoch", 0L).put("_last_lr", rates())
                .put("mode_worse", worst).put("mode", options.max ? "max" : "min").put("threshold", options.threshold)
                .put("threshold_mode", options.relative ? "rel" : "abs").put("best", worst).put("cooldown_counter", 0L)
                .put("num_bad_epochs", 0L);
    }

    private List<Double> rates() {
        return optimizer.paramGroups().stream().map(ParamGroup::lr).toList();
    }

    /** {@code scheduler.step(metrics)}. */
    public void step(double metrics) {
        state.put("last_epoch", state.integer("last_epoch") + 1L);
        long bad = state.integer("num_bad_epochs") + 1L;
        if (isBetter(metrics, state.number("best"))) {
            state.put("best", metrics);
            bad = 0;
        }
        int cooldown = state.integer("cooldown_counter");
        if (cooldown > 0) {
            state.put("cooldown_counter", cooldown - 1L);
            bad = 0;
        }
        if (bad > state.integer("patience")) {
            reduce();
            state.put("cooldown_counter", (long) state.integer("cooldown"));
            bad = 0;
        }
        state.put("num_bad_epochs", bad).put("_last_lr", rates());
    }

    private void reduce() {
        var groups = optimizer.paramGroups();
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            double lr = Math.max(group.lr() * state.number("factor"), state.number("min_lrs", i));
            if (group.lr() - lr > state.number("eps")) {
                group.lr(lr);
            }
        }
    }

    private boolean isBetter(double value, double best) {
        double threshold = state.number("threshold");
        boolean relative = state.get("threshold_mode").equals("rel");
        if (state.get("mode").equals("max")) {
            return value > (relative ? best * (threshold + 1) : best + threshold);
        }
        return value < (relative ? best * (1 - threshold) : best - threshold);
    }

    /** {@code scheduler.get_last_lr()}: one rate for each group. */
    public List<Double> getLastLr() {
        return LRScheduler.numbers(state.get("_last_lr"));
    }

    /** {@code scheduler.state_dict()}: see {@link LRScheduler#stateDict}. */
    public Map<String, Object> stateDict() {
        return new LinkedHashMap<>(state.values());
    }

    /** {@code scheduler.load_state_dict(dict)}: see {@link LRScheduler#loadStateDict}. */
    public void loadStateDict(Map<?, ?> dict) {
        state.check(dict, Map.of());
        state.load(dict);
    }
}
