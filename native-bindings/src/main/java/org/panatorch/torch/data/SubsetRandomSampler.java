package org.panatorch.torch.data;

import java.util.Arrays;
import org.panatorch.torch.Generator;

/** {@code torch.utils.data.SubsetRandomSampler}: some samples, in another random order in each pass, as in PyTorch. */
public final class SubsetRandomSampler implements Sampler {
    private final int[] indices;
    private final Generator generator;

    /** {@code SubsetRandomSampler(indices)}. */
    public SubsetRandomSampler(int... indices) {
        this(indices, null);
    }

    /** {@code SubsetRandomSampler(indices, generator)}; null is the default generator. */
    public SubsetRandomSampler(int[] indices, Generator generator) {
        this.indices = indices.clone();
        this.generator = generator;
    }

    @Override
    public int[] order() {
        return Arrays.stream(Data.permutation(indices.length, generator)).map(i -> indices[i]).toArray();
    }

    @Override
    public int size() {
        return indices.length;
    }
}
