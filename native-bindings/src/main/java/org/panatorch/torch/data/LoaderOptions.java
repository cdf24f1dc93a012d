package org.panatorch.torch.data;

import java.util.List;
import java.util.function.Function;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;

/**
 * The keyword arguments of {@link DataLoader}: {@code LoaderOptions.DEFAULT.shuffle(true)}.
 *
 * @param batchSize 1 by default
 * @param shuffle whether each pass has an order of its own; false by default
 * @param dropLast whether a last batch that is not full is left out; false by default
 * @param numWorkers threads that load ahead; 0, the default, loads when asked
 * @param prefetchFactor how many batches each worker may be ahead; 2 by default
 * @param generator where the order comes from; null, the default, means the default generator
 * @param sampler which samples come, and in which order; null, the default, for all
 * @param batchSampler the same, batch by batch; null by default
 * @param collateFn makes a batch of samples; null, the default, stacks them tensor by tensor
 * @param pinMemory whether batches come in memory that a GPU reads by itself, for {@code to(device, true)}; false by default, and
 *     without a GPU
 */
public record LoaderOptions(int batchSize, boolean shuffle, boolean dropLast, int numWorkers, int prefetchFactor,
        Generator generator, Sampler sampler, BatchSampler batchSampler, Function<List<List<Tensor>>, List<Tensor>> collateFn,
        boolean pinMemory) {

    /** No keyword given. */
    public static final LoaderOptions DEFAULT = new LoaderOptions(1, false, false, 0, 2, null, null, null, null, false);

    public LoaderOptions {
        if (batchSize < 1 || numWorkers < 0 || prefetchFactor < 1) {
            throw new IllegalArgumentException("expected batch_size >= 1, num_workers >= 0 and prefetch_factor >= 1, got "
                    + batchSize + ", " + numWorkers + ", " + prefetchFactor);
        }
        if (shuffle && (sampler != null || batchSampler != null)) {
            throw new IllegalArgumentException("sampler option is mutually exclusive with shuffle");
        }
        if (batchSampler != null && (batchSize != 1 || sampler != null || dropLast)) {
            throw new IllegalArgumentException(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last");
        }
    }

    /** {@code batch_size=batchSize}. */
    public LoaderOptions batchSize(int batchSize) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code shuffle=shuffle}. */
    public LoaderOptions shuffle(boolean shuffle) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code drop_last=dropLast}. */
    public LoaderOptions dropLast(boolean dropLast) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code num_workers=numWorkers}. */
    public LoaderOptions numWorkers(int numWorkers) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code prefetch_factor=prefetchFactor}. */
    public LoaderOptions prefetchFactor(int prefetchFactor) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code generator=generator}. */
    public LoaderOptions generator(Generator generator) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code sampler=sampler}. */
    public LoaderOptions sampler(Sampler sampler) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code batch_sampler=batchSampler}. */
    public LoaderOptions batchSampler(BatchSampler batchSampler) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code collate_fn=collateFn}. */
    public LoaderOptions collateFn(Function<List<List<Tensor>>, List<Tensor>> collateFn) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }

    /** {@code pin_memory=pinMemory}. */
    public LoaderOptions pinMemory(boolean pinMemory) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator, sampler, batchSampler,
                collateFn, pinMemory);
    }
}
