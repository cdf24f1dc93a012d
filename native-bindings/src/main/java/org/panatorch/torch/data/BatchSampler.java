package org.panatorch.torch.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code torch.utils.data.BatchSampler}: what a sampler gives, in batches. One of one's own overrides {@link #batches}. */
public class BatchSampler {
    private final Sampler sampler;
    private final int batchSize;
    private final boolean dropLast;

    /** {@code BatchSampler(sampler, batch_size, drop_last)}. */
    public BatchSampler(Sampler sampler, int batchSize, boolean dropLast) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch_size should be a positive integer value, but got batch_size=" + batchSize);
        }
        this.sampler = sampler;
        this.batchSize = batchSize;
        this.dropLast = dropLast;
    }

    /** {@code list(batch_sampler)}: the batches of one pass. */
    public List<int[]> batches() {
        int[] order = sampler.order();
        var batches = new ArrayList<int[]>();
        for (int from = 0; from < order.length; from += batchSize) {
            batches.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length)));
        }
        if (dropLast && !batches.isEmpty() && batches.getLast().length < batchSize) {
            batches.removeLast();
        }
        return batches;
    }

    /** {@code len(batch_sampler)}. */
    public int size() {
        return dropLast ? sampler.size() / batchSize : Math.ceilDiv(sampler.size(), batchSize);
    }
}
