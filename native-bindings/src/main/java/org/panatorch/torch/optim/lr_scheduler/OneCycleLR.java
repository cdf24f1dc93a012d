package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.io.Tuple;
import org.panatorch.torch.optim.Optimizer;
import org.panatorch.torch.optim.ParamGroup;

/**
 * {@code OneCycleLR} (Smith and Topin 2017, arXiv 1708.07120): up to {@code maxLr}, then down to almost nothing; momentum, or
 * Adam's first beta, the other way round.
 */
public final class OneCycleLR extends LRScheduler {
    private final int totalSteps;
    private final double maxLr;
    private final Options options;
    private final boolean usesBetas;

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
        this.totalSteps = totalSteps;
        this.maxLr = maxLr;
        this.options = options;
        usesBetas = optimizer.paramGroups().getFirst().has("betas");
        require(!options.cycleMomentum || usesBetas || optimizer.paramGroups().getFirst().has("momentum"),
                "optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
        for (var group : optimizer.paramGroups()) {
            double first = maxLr / options.divFactor;
            group.set("initial_lr", first).set("max_lr", maxLr).set("min_lr", first / options.finalDivFactor);
            if (options.cycleMomentum) {
                momentum(group, options.maxMomentum);
                group.set("max_momentum", options.maxMomentum).set("base_momentum", options.baseMomentum);
            }
        }
        start();
    }

    private void momentum(ParamGroup group, double momentum) {
        if (usesBetas) {
            group.set("betas", Tuple.of(momentum, ((Tuple) group.get("betas")).get(1)));
        } else {
            group.set("momentum", momentum);
        }
    }

    @Override
    double lr(ParamGroup group, double baseLr) {
        require(lastEpoch <= totalSteps,
                "Tried to step " + lastEpoch + " times. The specified number of total steps is " + totalSteps);
        double first = maxLr / options.divFactor;
        double top = options.pctStart * totalSteps - 1;
        boolean up = lastEpoch <= top;
        double part = up ? lastEpoch / top : (lastEpoch - top) / (totalSteps - 1 - top);
        if (options.cycleMomentum) {
            momentum(group, up ? between(options.maxMomentum, options.baseMomentum, part)
                    : between(options.baseMomentum, options.maxMomentum, part));
        }
        return up ? between(first, maxLr, part) : between(maxLr, first / options.finalDivFactor, part);
    }

    private double between(double start, double end, double part) {
        return options.cosine ? end + (start - end) / 2 * (Math.cos(Math.PI * part) + 1) : (end - start) * part + start;
    }
}
