package org.panatorch.torch.optim;

/**
 * The keyword arguments of {@link Adagrad}.
 *
 * @param lrDecay how the rate falls with the steps; 0 by default
 * @param weightDecay added to the gradient (L2); 0 by default
 * @param initialAccumulatorValue where the sum of squares starts; 0 by default
 * @param eps 1e-10 by default
 * @param maximize whether to climb; false by default
 */
public record AdagradOptions(double lrDecay, double weightDecay, double initialAccumulatorValue, double eps, boolean maximize) {

    /** No keyword given. */
    public static final AdagradOptions DEFAULT = new AdagradOptions(0, 0, 0, 1e-10, false);

    public AdagradOptions {
        if (!(lrDecay >= 0) || !(weightDecay >= 0) || !(initialAccumulatorValue >= 0) || !(eps >= 0)) {
            throw new IllegalArgumentException("expected options >= 0, got "
                    + lrDecay + ", " + weightDecay + ", " + initialAccumulatorValue + ", " + eps);
        }
    }

    /** {@code lr_decay=lrDecay}. */
    public AdagradOptions lrDecay(double lrDecay) {
        return new AdagradOptions(lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@code weight_decay=weightDecay}. */
    public AdagradOptions weightDecay(double weightDecay) {
        return new AdagradOptions(lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@code initial_accumulator_value=initialAccumulatorValue}. */
    public AdagradOptions initialAccumulatorValue(double initialAccumulatorValue) {
        return new AdagradOptions(lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@code eps=eps}. */
    public AdagradOptions eps(double eps) {
        return new AdagradOptions(lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@code maximize=maximize}. */
    public AdagradOptions maximize(boolean maximize) {
        return new AdagradOptions(lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }
}
