package org.panatorch.torch.data;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.panatorch.torch.DType;
import org.panatorch.torch.Generator;
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
    private final LoaderOptions options;

    /** {@code DataLoader(dataset, batch_size=, shuffle=, ...)}. */
    public DataLoader(Dataset<List<Tensor>> dataset, LoaderOptions options) {
        this.dataset = dataset;
        this.options = options;
    }

    /** {@code len(loader)}: the number of batches. */
    public int size() {
        int full = dataset.size() / options.batchSize();
        return options.dropLast() || dataset.size() % options.batchSize() == 0 ? full : full + 1;
    }

    /** One pass; with {@code shuffle} each has an order of its own. */
    @Override
    public Iterator<List<Tensor>> iterator() {
        return new Pass(order());
    }

    /** As PyTorch draws it: first the seed that its workers would get, then one for the order, if the generator is default. */
    private int[] order() {
        try (var _ = TensorScope.open()) {
            draw();
            if (!options.shuffle()) {
                return IntStream.range(0, dataset.size()).toArray();
            }
            if (options.generator() != null) {
                return Data.permutation(dataset.size(), options.generator());
            }
            try (var generator = new Generator(draw())) {
                return Data.permutation(dataset.size(), generator);
            }
        }
    }

    private long draw() {
        var place = Torch.empty(new long[0], dtype(DType.INT64));
        var random = Torch.op("random_");
        return (options.generator() == null ? random.callTensor(place)
                : random.callTensor(place, kw("generator", options.generator()))).itemLong();
    }

    /** The samples of a batch, stacked, outside all scopes. */
    private List<Tensor> load(int[] order, int batch) {
        int from = batch * options.batchSize();
        int to = Math.min(from + options.batchSize(), order.length);
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var columns = new ArrayList<List<Tensor>>();
            for (int i = from; i < to; i++) {
                var sample = dataset.get(order[i]);
                for (int c = 0; c < sample.size(); c++) {
                    if (columns.size() == c) {
                        columns.add(new ArrayList<>());
                    }
                    columns.get(c).add(sample.get(c));
                }
            }
            return columns.stream().map(column -> Torch.stack(column).keep()).toList();
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
        private final int[] order;
        private final ArrayDeque<Future<List<Tensor>>> ahead = new ArrayDeque<>();
        private final ExecutorService workers;
        private int asked;
        private int given;

        Pass(int[] order) {
            this.order = order;
            workers = options.numWorkers() == 0 ? null : workers(options.numWorkers());
        }

        @Override
        public boolean hasNext() {
            return given < size();
        }

        @Override
        public List<Tensor> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int batch = given++;
            return adopt(workers == null ? load(order, batch) : await());
        }

        private List<Tensor> await() {
            while (asked < size() && ahead.size() < options.numWorkers() * options.prefetchFactor()) {
                int next = asked++;
                ahead.add(workers.submit(() -> load(order, next)));
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

        /** Into the scope that is open on the thread of the loop. */
        private List<Tensor> adopt(List<Tensor> loaded) {
            return loaded.stream().map(t -> {
                try (t) {
                    return t.get();    // another handle of the same memory
                }
            }).toList();
        }
    }
}
