package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Rprop}.
 *
 * @param etaMinus what a step is multiplied with where the gradient has changed its sign; 0.5 by default
 * @param etaPlus and where it has not; 1.2 by default
 * @param smallest the smallest step; 1e-6 by default
 * @param largest the largest one; 50 by default
 * @param maximize whether to climb; false by default
 */
public record RpropOptions(double etaMinus, double etaPlus, double smallest, double largest, boolean maximize) {

    /** No keyword given. */
    public static final RpropOptions DEFAULT = new RpropOptions(0.5, 1.2, 1e-6, 50, false);

    public RpropOptions {
        Optimizer.require(0 < etaMinus && etaMinus < 1 && 1 < etaPlus, "0 < etas[0] < 1 < etas[1]", etaMinus + ", " + etaPlus);
    }

    /** {@code etas=(etaMinus, etaPlus)}. */
    public RpropOptions etas(double etaMinus, double etaPlus) {
        return new RpropOptions(etaMinus, etaPlus, smallest, largest, maximize);
    }

    /** {@code step_sizes=(smallest, largest)}. */
    public RpropOptions stepSizes(double smallest, double largest) {
        return new RpropOptions(etaMinus, etaPlus, smallest, largest, maximize);
    }

    /** {@code maximize=maximize}. */
    public RpropOptions maximize(boolean maximize) {
        return new RpropOptions(etaMinus, etaPlus, smallest, largest, maximize);
    }
}
