package org.panatorch.torch.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.utils.data.DataLoader}: a dataset's samples in batches, stacked tensor by tensor. The same seed gives
 * PyTorch's order.
 *
 * <pre>{@code
 * var loader = new DataLoader(dataset, LoaderOptions.DEFAULT.batchSize(64).shuffle(true).numWorkers(2));
 * for (var batch : loader) {
 *     try (var scope = TensorScope.open()) {
 *         var images = batch.get(0);
 *         ...
 *     }
 *     batch.forEach(Tensor::close);
 * }
 * }</pre>
 *
 * <p>A batch's tensors belong to the scope that is open where the loop goes on to it: one around the whole loop keeps all
 * of them, so close them, or walk {@link #iterator} inside a scope of each step. Workers are threads; they end with the pass.
 */
public final class DataLoader implements Iterable<List<Tensor>> {
    private final Dataset<List<Tensor>> dataset;
    private final IterableDataset<List<Tensor>> stream;
    private final LoaderOptions options;
    private final BatchSampler batchSampler;

    /** {@code DataLoader(dataset, batch_size=, shuffle=, ...)}. */
    public DataLoader(Dataset<List<Tensor>> dataset, LoaderOptions options) {
        this.dataset = dataset;
        this.stream = null;
        this.options = options;
        batchSampler = options.batchSampler() != null ? options.batchSampler()
                : new BatchSampler(sampler(), options.batchSize(), options.dropLast());
    }

    /**
     * {@code DataLoader(iterable_dataset, batch_size=, drop_last=, ...)}: batches of a stream, in its order.
     *
     * @throws IllegalArgumentException with {@code shuffle} or a sampler, as in PyTorch; and with workers, which would have to
     *     share one stream
     */
    public DataLoader(IterableDataset<List<Tensor>> stream, LoaderOptions options) {
        if (options.shuffle() || options.sampler() != null || options.batchSampler() != null || options.numWorkers() > 0) {
            throw new IllegalArgumentException("DataLoader with IterableDataset: expected unspecified shuffle, sampler, "
                    + "batch_sampler and num_workers options");
        }
        this.dataset = null;
        this.stream = stream;
        this.options = options;
        batchSampler = null;
    }

    private Sampler sampler() {
        if (options.sampler() != null) {
            return options.sampler();
        }
        return options.shuffle() ? new RandomSampler(dataset, options.generator()) : new SequentialSampler(dataset);
    }

    /**
     * {@code len(loader)}: the number of batches.
     *
     * @throws UnsupportedOperationException of a stream, which tells its length only at its end
     */
    public int size() {
        if (batchSampler == null) {
            throw new UnsupportedOperationException("the loader of an IterableDataset has no length");
        }
        return batchSampler.size();
    }

    /** One pass; with {@code shuffle} each has an order of its own. The seed that PyTorch's workers would get is drawn first. */
    @Override
    public Iterator<List<Tensor>> iterator() {
        Data.randomSeed(options.generator());
        return stream == null ? new Pass(batchSampler.batches()) : new StreamPass(stream.iterator());
    }

    private List<Tensor> load(int[] batch) {
        return collate(() -> Arrays.stream(batch).mapToObj(dataset::get).toList());
    }

    /** The samples of a batch, outside all scopes; null if there is none. */
    private List<Tensor> collate(Supplier<List<List<Tensor>>> batch) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var samples = batch.get();
            if (samples == null) {
                return null;
            }
            var collate = options.collateFn();
            boolean pin = options.pinMemory() && Device.cudaIsAvailable();
            return (collate == null ? Data.defaultCollate(samples) : collate.apply(samples)).stream()
                    .map(t -> pin ? t.pinMemory() : t)
                    .map(t -> t.get().keep()).toList();     // collateFn may hand on the dataset's own, which stays as it is
        }
    }

    /** Into the scope that is open on the thread of the loop. */
    private static List<Tensor> adopt(List<Tensor> loaded) {
        return loaded.stream().map(t -> {
            try (t) {
                return t.get();    // another handle of the same memory
            }
        }).toList();
    }

    /** One walk over a stream. */
    private final class StreamPass implements Iterator<List<Tensor>> {
        private final Iterator<List<Tensor>> samples;
        private List<Tensor> next;

        StreamPass(Iterator<List<Tensor>> samples) {
            this.samples = samples;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = collate(this::take);
            }
            return next != null;
        }

        /** Null at the end, and for a last batch that is not full and not wanted. */
        private List<List<Tensor>> take() {
            var taken = new ArrayList<List<Tensor>>();
            while (taken.size() < options.batchSize() && samples.hasNext()) {
                taken.add(samples.next());
            }
            return taken.size() < (options.dropLast() ? options.batchSize() : 1) ? null : taken;
        }

        @Override
        public List<Tensor> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var batch = next;
            next = null;
            return adopt(batch);
        }
    }

    /** Threads that end by themselves when a loop is left early. */
    private static ExecutorService workers(int n) {
        var pool = new ThreadPoolExecutor(n, n, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "data-loader");
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One walk over the batches. */
    private final class Pass implements Iterator<List<Tensor>> {
        private final List<int[]> batches;
        private final ArrayDeque<Future<List<Tensor>>> ahead = new ArrayDeque<>();
        private final ExecutorService workers;
        private int asked;
        private int given;

        Pass(List<int[]> batches) {
            this.batches = batches;
            workers = options.numWorkers() == 0 ? null : workers(options.numWorkers());
        }

        @Override
        public boolean hasNext() {
            return given < batches.size();
        }

        @Override
        public List<Tensor> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var batch = batches.get(given++);
            return adopt(workers == null ? load(batch) : await());
        }

        private List<Tensor> await() {
            while (asked < batches.size() && ahead.size() < options.numWorkers() * options.prefetchFactor()) {
                var next = batches.get(asked++);
                ahead.add(workers.submit(() -> load(next)));
            }
            try {
                var loaded = ahead.remove().get();
                if (!hasNext()) {
                    workers.shutdown();
                }
                return loaded;
            } catch (InterruptedException e) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a batch", e);
            } catch (ExecutionException e) {
                workers.shutdownNow();
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
