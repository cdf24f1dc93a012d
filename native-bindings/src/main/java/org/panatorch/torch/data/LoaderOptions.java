package org.panatorch.torch.data;

import org.panatorch.torch.Generator;

/**
 * The keyword arguments of {@link DataLoader}: {@code LoaderOptions.DEFAULT.shuffle(true)}.
 *
 * @param batchSize 1 by default
 * @param shuffle whether each pass has an order of its own; false by default
 * @param dropLast whether a last batch that is not full is left out; false by default
 * @param numWorkers threads that load ahead; 0, the default, loads when asked
 * @param prefetchFactor how many batches each worker may be ahead; 2 by default
 * @param generator where the order comes from; null, the default, means the default generator
 */
public record LoaderOptions(int batchSize, boolean shuffle, boolean dropLast, int numWorkers, int prefetchFactor,
        Generator generator) {

    /** No keyword given. */
    public static final LoaderOptions DEFAULT = new LoaderOptions(1, false, false, 0, 2, null);

    public LoaderOptions {
        if (batchSize < 1 || numWorkers < 0 || prefetchFactor < 1) {
            throw new IllegalArgumentException("expected batch_size >= 1, num_workers >= 0 and prefetch_factor >= 1, got "
                    + batchSize + ", " + numWorkers + ", " + prefetchFactor);
        }
    }

    /** {@code batch_size=batchSize}. */
    public LoaderOptions batchSize(int batchSize) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator);
    }

    /** {@code shuffle=shuffle}. */
    public LoaderOptions shuffle(boolean shuffle) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator);
    }

    /** {@code drop_last=dropLast}. */
    public LoaderOptions dropLast(boolean dropLast) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator);
    }

    /** {@code num_workers=numWorkers}. */
    public LoaderOptions numWorkers(int numWorkers) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator);
    }

    /** {@code prefetch_factor=prefetchFactor}. */
    public LoaderOptions prefetchFactor(int prefetchFactor) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator);
    }

    /** {@code generator=generator}. */
    public LoaderOptions generator(Generator generator) {
        return new LoaderOptions(batchSize, shuffle, dropLast, numWorkers, prefetchFactor, generator);
    }
}
