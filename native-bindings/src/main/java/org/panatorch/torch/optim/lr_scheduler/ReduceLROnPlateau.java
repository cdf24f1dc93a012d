package org.panatorch.torch.optim.lr_scheduler;

import org.panatorch.torch.optim.Optimizer;

/** {@code ReduceLROnPlateau}: a smaller rate when a value, the validation loss say, has stopped getting better. */
public final class ReduceLROnPlateau {
    private final Optimizer optimizer;
    private final Options options;
    private double best;
    private int badEpochs;
    private int cooldown;

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
    }

    /** {@code lr_scheduler.ReduceLROnPlateau(optimizer)}. */
    public ReduceLROnPlateau(Optimizer optimizer) {
        this(optimizer, Options.DEFAULT);
    }

    /** {@code lr_scheduler.ReduceLROnPlateau(optimizer, mode=, factor=, ...)}. */
    public ReduceLROnPlateau(Optimizer optimizer, Options options) {
        this.optimizer = optimizer;
        this.options = options;
        best = options.max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** {@code scheduler.step(metrics)}. */
    public void step(double metrics) {
        if (isBetter(metrics)) {
            best = metrics;
            badEpochs = 0;
        } else {
            badEpochs++;
        }
        if (cooldown > 0) {
            cooldown--;
            badEpochs = 0;
        }
        if (badEpochs > options.patience) {
            for (var group : optimizer.paramGroups()) {
                double lr = Math.max(group.lr() * options.factor, options.minLr);
                if (group.lr() - lr > options.eps) {
                    group.lr(lr);
                }
            }
            cooldown = options.cooldown;
            badEpochs = 0;
        }
    }

    private boolean isBetter(double value) {
        if (options.max) {
            return value > (options.relative ? best * (options.threshold + 1) : best + options.threshold);
        }
        return value < (options.relative ? best * (1 - options.threshold) : best - options.threshold);
    }
}
