package org.panatorch.torch.data;

import java.util.stream.IntStream;

/**
 * {@code torch.utils.data.SequentialSampler}: all in their order.
 *
 * @param size of the dataset
 */
public record SequentialSampler(int size) implements Sampler {

    /** {@code SequentialSampler(dataset)}. */
    public SequentialSampler(Dataset<?> dataset) {
        this(dataset.size());
    }

    @Override
    public int[] order() {
        return IntStream.range(0, size).toArray();
    }
}
