package org.panatorch.torch.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.panatorch.torch.Generator;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.utils.data.RandomSampler}: the same order as in PyTorch. */
public final class RandomSampler implements Sampler {
    /** How many PyTorch draws at a time with replacement. */
    private static final int CHUNK = 32;

    private final int length;
    private final boolean replacement;
    private final int numSamples;
    private final Generator generator;

    /** {@code RandomSampler(dataset)}: all, each once. */
    public RandomSampler(Dataset<?> dataset) {
        this(dataset, null);
    }

    /** {@code RandomSampler(dataset, generator=generator)}. */
    RandomSampler(Dataset<?> dataset, Generator generator) {
        this(dataset.size(), false, dataset.size(), generator);
    }

    /**
     * {@code RandomSampler(dataset, replacement, num_samples, generator)}.
     *
     * @param replacement whether one may come again before all have come
     * @param generator null for one with a seed of the default generator
     * @throws IllegalArgumentException if there is nothing to draw, or nothing to draw it from
     */
    public RandomSampler(Dataset<?> dataset, boolean replacement, int numSamples, Generator generator) {
        this(dataset.size(), replacement, numSamples, generator);
    }

    private RandomSampler(int length, boolean replacement, int numSamples, Generator generator) {
        if (numSamples <= 0) {
            throw new IllegalArgumentException("num_samples should be a positive integer value, but got num_samples=" + numSamples);
        }
        if (length == 0) {
            throw new IllegalArgumentException("num_samples=" + numSamples + " of an empty dataset");
        }
        this.length = length;
        this.replacement = replacement;
        this.numSamples = numSamples;
        this.generator = generator;
    }

    @Override
    public int[] order() {
        if (generator != null) {
            return order(generator);
        }
        try (var _ = TensorScope.open(); var own = new Generator(Data.randomSeed(null))) {
            return order(own);
        }
    }

    /** As in PyTorch the last part is what remains, possibly nothing: its permutation is drawn from the generator all the same. */
    private int[] order(Generator random) {
        int most = replacement ? CHUNK : length;
        return IntStream.iterate(0, from -> from <= numSamples, from -> from + most)
                .mapToObj(from -> draw(Math.min(most, numSamples - from), random)).flatMapToInt(Arrays::stream).toArray();
    }

    private int[] draw(int n, Generator random) {
        if (!replacement) {
            return Arrays.copyOf(Data.permutation(length, random), n);
        }
        try (var drawn = Torch.randint(0, length, new long[] {n}, random)) {
            return Data.ints(drawn);
        }
    }

    @Override
    public int size() {
        return numSamples;
    }
}
