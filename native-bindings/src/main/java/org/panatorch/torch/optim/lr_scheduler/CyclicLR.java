package org.panatorch.torch.optim.lr_scheduler;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/**
 * {@code CyclicLR} (Smith 2015, arXiv 1506.01186): up and down between two rates; momentum, or Adam's first beta, the other
 * way round.
 */
public final class CyclicLR extends LRScheduler {
    private static final List<String> MODES = List.of("triangular", "triangular2", "exp_range");

    /**
     * The other keyword arguments.
     *
     * @param stepSizeUp steps from the smallest rate to the largest; 2000 by default
     * @param stepSizeDown steps back; null, the default, for as many
     * @param mode {@code "triangular"} by default; {@code "triangular2"} halves the height with each cycle,
     *     {@code "exp_range"} multiplies it by gamma with each step
     * @param gamma 1 by default
     * @param cycleMomentum true by default
     * @param baseMomentum 0.8 by default
     * @param maxMomentum 0.9 by default
     */
    public record Options(int stepSizeUp, Integer stepSizeDown, String mode, double gamma, boolean cycleMomentum,
            double baseMomentum, double maxMomentum) {
        /** PyTorch's. */
        public static final Options DEFAULT = new Options(2000, null, "triangular", 1, true, 0.8, 0.9);

        public Options {
            require(MODES.contains(mode), "mode is invalid: " + mode + ", expected one of " + MODES);
        }

        /** {@code step_size_up=stepSizeUp}. */
        public Options stepSizeUp(int stepSizeUp) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /** {@code step_size_down=stepSizeDown}. */
        public Options stepSizeDown(Integer stepSizeDown) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /** {@code mode=mode}. */
        public Options mode(String mode) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /** {@code gamma=gamma}. */
        public Options gamma(double gamma) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /** {@code cycle_momentum=cycleMomentum}. */
        public Options cycleMomentum(boolean cycleMomentum) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /** {@code base_momentum=baseMomentum}. */
        public Options baseMomentum(double baseMomentum) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /** {@code max_momentum=maxMomentum}. */
        public Options maxMomentum(double maxMomentum) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }
    }

    /** {@code lr_scheduler.CyclicLR(optimizer, base_lr, max_lr)}. */
    public CyclicLR(Optimizer optimizer, double baseLr, double maxLr) {
        this(optimizer, baseLr, maxLr, Options.DEFAULT);
    }

    /** {@code lr_scheduler.CyclicLR(optimizer, base_lr, max_lr, step_size_up=, ...)}. */
    public CyclicLR(Optimizer optimizer, double baseLr, double maxLr, Options options) {
        optimizer.paramGroups().forEach(group -> group.lr(baseLr));    // the initial rate, where none was set before
        super(optimizer);
        var groups = optimizer.paramGroups();
        double up = options.stepSizeUp;
        double total = up + (options.stepSizeDown == null ? up : options.stepSizeDown);
        state.put("max_lrs", Collections.nCopies(groups.size(), maxLr)).put("total_size", total).put("step_ratio", up / total)
                .put("mode", options.mode).put("gamma", options.gamma)
                .put("scale_mode", options.mode.equals("exp_range") ? "iterations" : "cycle")
                .put("cycle_momentum", options.cycleMomentum);
        if (options.cycleMomentum) {
            requireMomentum(optimizer);
            state.put("use_beta1", usesBetas(optimizer))
                    .put("base_momentums", Collections.nCopies(groups.size(), options.baseMomentum))
                    .put("max_momentums", Collections.nCopies(groups.size(), options.maxMomentum));
            for (var group : groups) {
                momentum(group, options.maxMomentum);
                group.set("max_momentum", options.maxMomentum).set("base_momentum", options.baseMomentum);
            }
        }
        baseLrs(groups.stream().mapToDouble(_ -> baseLr).toArray());
        start();
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        double cycles = lastEpoch / state.number("total_size");
        double cycle = Math.floor(1 + cycles);
        double x = 1 + cycles - cycle;
        double ratio = state.number("step_ratio");
        double part = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
        double scale = scale(cycle);
        int i = index(group);
        if (state.flag("cycle_momentum")) {
            double most = state.number("max_momentums", i);
            momentum(group, most - (most - state.number("base_momentums", i)) * part * scale);
        }
        return baseLr + (state.number("max_lrs", i) - baseLr) * part * scale;
    }

    private double scale(double cycle) {
        return switch ((String) state.get("mode")) {
            case "triangular2" -> 1 / Math.pow(2, cycle - 1);
            case "exp_range" -> Math.pow(state.number("gamma"), lastEpoch);
            default -> 1;
        };
    }

    @Override
    public Map<String, Object> stateDict() {
        var dict = super.stateDict();
        dict.put("_scale_fn_custom", null);
        return dict;
    }
}
