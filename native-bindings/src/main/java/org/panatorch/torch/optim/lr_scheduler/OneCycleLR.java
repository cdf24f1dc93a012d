package org.panatorch.torch.optim.lr_scheduler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/**
 * {@code OneCycleLR} (Smith and Topin 2017, arXiv 1708.07120): up to {@code maxLr}, then down to almost nothing; momentum, or
 * Adam's first beta, the other way round.
 */
public final class OneCycleLR extends LRScheduler {

    /**
     * The other keyword arguments.
     *
     * @param pctStart the part of the steps that go up; 0.3 by default
     * @param cosine whether along a cosine ({@code anneal_strategy="cos"}) and not a line; true by default
     * @param cycleMomentum true by default
     * @param baseMomentum 0.85 by default
     * @param maxMomentum 0.95 by default
     * @param divFactor from the first rate to the largest; 25 by default
     * @param finalDivFactor from the last rate to the first; 10000 by default
     */
    public record Options(double pctStart, boolean cosine, boolean cycleMomentum, double baseMomentum, double maxMomentum,
            double divFactor, double finalDivFactor) {
        /** PyTorch's. */
        public static final Options DEFAULT = new Options(0.3, true, true, 0.85, 0.95, 25, 1e4);

        /** {@code pct_start=pctStart}. */
        public Options pctStart(double pctStart) {
            return new Options(pctStart, cosine, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }

        /** {@code anneal_strategy=annealStrategy}: {@code "cos"} or {@code "linear"}. */
        public Options annealStrategy(String annealStrategy) {
            require(List.of("cos", "linear").contains(annealStrategy), "anneal_strategy is invalid: " + annealStrategy);
            return new Options(pctStart, annealStrategy.equals("cos"), cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }

        /** {@code cycle_momentum=cycleMomentum}. */
        public Options cycleMomentum(boolean cycleMomentum) {
            return new Options(pctStart, cosine, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }

        /** {@code base_momentum=baseMomentum}. */
        public Options baseMomentum(double baseMomentum) {
            return new Options(pctStart, cosine, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }

        /** {@code max_momentum=maxMomentum}. */
        public Options maxMomentum(double maxMomentum) {
            return new Options(pctStart, cosine, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }

        /** {@code div_factor=divFactor}. */
        public Options divFactor(double divFactor) {
            return new Options(pctStart, cosine, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }

        /** {@code final_div_factor=finalDivFactor}. */
        public Options finalDivFactor(double finalDivFactor) {
            return new Options(pctStart, cosine, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor);
        }
    }

    /** {@code lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps)}. */
    public OneCycleLR(Optimizer optimizer, double maxLr, int totalSteps) {
        this(optimizer, maxLr, totalSteps, Options.DEFAULT);
    }

    /** {@code lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps, pct_start=, ...)}. */
    public OneCycleLR(Optimizer optimizer, double maxLr, int totalSteps, Options options) {
        super(optimizer);
        require(totalSteps > 0, "Expected positive integer total_steps, but got " + totalSteps);
        require(options.pctStart >= 0 && options.pctStart <= 1,
                "Expected float between 0 and 1 pct_start, but got " + options.pctStart);
        double top = options.pctStart * totalSteps - 1;
        state.put("total_steps", totalSteps)
                .put("_schedule_phases", List.of(
                        phase(top, "initial_lr", "max_lr", "max_momentum", "base_momentum"),
                        phase(totalSteps - 1, "max_lr", "min_lr", "base_momentum", "max_momentum")))
                .put("_anneal_func_type", options.cosine ? "cos" : "linear")
                .put("cycle_momentum", options.cycleMomentum);
        if (options.cycleMomentum) {
            requireMomentum(optimizer);
            state.put("use_beta1", usesBetas(optimizer));
        }
        double first = maxLr / options.divFactor;
        for (var group : optimizer.paramGroups()) {
            group.set("initial_lr", first).set("max_lr", maxLr).set("min_lr", first / options.finalDivFactor);
            if (options.cycleMomentum) {
                momentum(group, options.maxMomentum);
                group.set("max_momentum", options.maxMomentum).set("base_momentum", options.baseMomentum);
            }
        }
        baseLrs(optimizer.paramGroups().stream().mapToDouble(_ -> first).toArray());
        start();
    }

    /** From one of a group's values to another; {@code end} is the last step. */
    private static Map<String, Object> phase(Number end, String startLr, String endLr, String startMomentum, String endMomentum) {
        var phase = new LinkedHashMap<String, Object>();
        phase.put("end_step", end);
        phase.put("start_lr", startLr);
        phase.put("end_lr", endLr);
        phase.put("start_momentum", startMomentum);
        phase.put("end_momentum", endMomentum);
        return phase;
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        require(lastEpoch <= state.integer("total_steps"), "Tried to step " + lastEpoch
                + " times. The specified number of total steps is " + state.integer("total_steps"));
        double start = 0;
        double end = 0;
        Map<?, ?> phase = Map.of();
        for (var each : (List<?>) state.get("_schedule_phases")) {
            start = end;
            phase = (Map<?, ?>) each;
            end = ((Number) phase.get("end_step")).doubleValue();
            if (lastEpoch <= end) {
                break;
            }
        }
        require(end > start, "the phase from step " + Math.round(start) + " on has no steps: choose another pct_start"
                + " (total_steps is " + state.integer("total_steps") + ")");
        double part = (lastEpoch - start) / (end - start);
        if (state.flag("cycle_momentum")) {
            momentum(group, between(group, phase.get("start_momentum"), phase.get("end_momentum"), part));
        }
        return between(group, phase.get("start_lr"), phase.get("end_lr"), part);
    }

    private double between(ParamGroup group, Object startName, Object endName, double part) {
        double start = ((Number) group.get((String) startName)).doubleValue();
        double end = ((Number) group.get((String) endName)).doubleValue();
        return state.get("_anneal_func_type").equals("cos") ? end + (start - end) / 2 * (Math.cos(Math.PI * part) + 1)
                : (end - start) * part + start;
    }
}
