package org.panatorch.torch.data;

import org.panatorch.torch.Generator;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.utils.data.WeightedRandomSampler}: samples drawn by weight, the same ones as in PyTorch. */
public final class WeightedRandomSampler implements Sampler {
    private final double[] weights;
    private final int numSamples;
    private final boolean replacement;
    private final Generator generator;

    /** {@code WeightedRandomSampler(weights, num_samples)}: with replacement. */
    public WeightedRandomSampler(double[] weights, int numSamples) {
        this(weights, numSamples, true, null);
    }

    /**
     * {@code WeightedRandomSampler(weights, num_samples, replacement, generator)}.
     *
     * @param weights one for each sample; they need not add up to 1
     * @param generator null is the default generator
     */
    public WeightedRandomSampler(double[] weights, int numSamples, boolean replacement, Generator generator) {
        if (numSamples <= 0) {
            throw new IllegalArgumentException("num_samples should be a positive integer value, but got num_samples=" + numSamples);
        }
        this.weights = weights.clone();
        this.numSamples = numSamples;
        this.replacement = replacement;
        this.generator = generator;
    }

    @Override
    public int[] order() {
        try (var _ = TensorScope.open()) {
            var tensor = Torch.tensor(weights);
            return Data.ints(generator == null ? tensor.multinomial(numSamples, replacement)
                    : tensor.multinomial(numSamples, replacement, generator));
        }
    }

    @Override
    public int size() {
        return numSamples;
    }
}
