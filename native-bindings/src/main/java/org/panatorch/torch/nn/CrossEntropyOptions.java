package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/**
 * The keyword arguments of {@link CrossEntropyLoss} and {@link F#crossEntropy}:
 * {@code CrossEntropyOptions.DEFAULT.weight(classWeights)}.
 *
 * @param weight of each class; null, the default, for none
 * @param ignoreIndex a class that does not count; -100 by default
 * @param reduction the mean by default
 * @param labelSmoothing how much of the probability is spread over all classes; 0 by default
 */
public record CrossEntropyOptions(Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing) {

    /** No keyword given. */
    public static final CrossEntropyOptions DEFAULT = new CrossEntropyOptions(null, -100, Reduction.MEAN, 0);

    /** {@code weight=weight}. */
    public CrossEntropyOptions weight(Tensor weight) {
        return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** {@code ignore_index=ignoreIndex}. */
    public CrossEntropyOptions ignoreIndex(long ignoreIndex) {
        return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** {@code reduction=reduction}. */
    public CrossEntropyOptions reduction(Reduction reduction) {
        return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
    }

    /** {@code label_smoothing=labelSmoothing}. */
    public CrossEntropyOptions labelSmoothing(double labelSmoothing) {
        return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
    }
}
