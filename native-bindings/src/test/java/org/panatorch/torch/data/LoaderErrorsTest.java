package org.panatorch.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What PyTorch refuses, and tensors that are freed; the cases of org.panatorch.kit compare the order of samples. */
class LoaderErrorsTest {

    private static final IterableDataset<List<Tensor>> STREAM =
            () -> List.of(List.of(Torch.ones(1)), List.of(Torch.ones(1)), List.of(Torch.ones(1))).iterator();

    @Test
    void optionsThatExcludeEachOtherAreRefused() {
        var sampler = new SubsetRandomSampler(0, 1);
        assertThatThrownBy(() -> LoaderOptions.DEFAULT.shuffle(true).sampler(sampler)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sampler option is mutually exclusive with shuffle");
        assertThatThrownBy(() -> LoaderOptions.DEFAULT.batchSize(2).batchSampler(new BatchSampler(sampler, 2, false)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("batch_sampler option is mutually exclusive");
        assertThatThrownBy(() -> new DataLoader(STREAM, LoaderOptions.DEFAULT.shuffle(true)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("DataLoader with IterableDataset");
        assertThatThrownBy(() -> new BatchSampler(sampler, 0, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WeightedRandomSampler(new double[] {1}, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("num_samples should be a positive integer value, but got num_samples=0");
    }

    @Test
    void aStreamTellsItsLengthOnlyAtItsEnd() {
        try (var _ = TensorScope.open()) {
            var loader = new DataLoader(STREAM, LoaderOptions.DEFAULT.batchSize(2));
            assertThatThrownBy(loader::size).isInstanceOf(UnsupportedOperationException.class);
            var batches = loader.iterator();
            var first = batches.next().getFirst();
            assertThat(first.size(0)).isEqualTo(2);
            assertThat(batches.next().getFirst().size(0)).isEqualTo(1);
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void partsAreOfTheWhole() {
        try (var _ = TensorScope.open()) {
            var dataset = new TensorDataset(Torch.arange(7));
            assertThatThrownBy(() -> Data.randomSplit(dataset, null, 0.5, 0.4)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("with the sum 1");
            assertThatThrownBy(() -> new ConcatDataset<>(dataset).get(7)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> Data.randomCrop(Torch.ones(1, 2, 2), 5, 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Required crop size (5, 5) is larger than input image size (4, 4)");
        }
    }

    @Test
    void anEmptyDatasetIsRefused() {
        try (var _ = TensorScope.open()) {
            var empty = new TensorDataset(Torch.arange(0));
            assertThatThrownBy(() -> new RandomSampler(empty)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("num_samples should be a positive integer value, but got num_samples=0");
            for (boolean replacement : new boolean[] {true, false}) {
                assertThatThrownBy(() -> new RandomSampler(empty, replacement, 5, null)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("num_samples=5 of an empty dataset");
            }
        }
    }

    /** {@code collate_fn=lambda batch: batch[0]} */
    @Test
    void aDatasetsOwnTensorsStayOpen() {
        try (var _ = TensorScope.open()) {
            var samples = List.of(List.of(Torch.arange(3).keep()), List.of(Torch.arange(5).keep()));
            var dataset = new Dataset<List<Tensor>>() {
                @Override
                public List<Tensor> get(int index) {
                    return samples.get(index);
                }

                @Override
                public int size() {
                    return samples.size();
                }
            };
            for (int workers : new int[] {0, 2}) {
                var loader = new DataLoader(dataset, LoaderOptions.DEFAULT.collateFn(batch -> batch.getFirst()).numWorkers(workers));
                for (int pass = 0; pass < 2; pass++) {
                    var sizes = new ArrayList<Long>();
                    for (var batch : loader) {
                        sizes.add(batch.getFirst().size(0));
                    }
                    assertThat(sizes).containsExactly(3L, 5L);
                }
            }
            assertThat(samples.getLast().getFirst().sum().itemLong()).isEqualTo(10);
        }
    }

    /** Values of PyTorch: a pass ends with a permutation of which it may take nothing. */
    @Test
    void theSecondPassGoesOnWithTheGenerator() {
        try (var _ = TensorScope.open(); var first = new Generator(5); var second = new Generator(5)) {
            var dataset = new TensorDataset(Torch.arange(4));
            var twice = new RandomSampler(dataset, false, 8, first);
            assertThat(twice.order()).containsExactly(3, 1, 0, 2, 1, 3, 2, 0);
            assertThat(twice.order()).containsExactly(0, 2, 1, 3, 3, 0, 2, 1);
            var part = new RandomSampler(dataset, false, 6, second);
            assertThat(part.order()).containsExactly(3, 1, 0, 2, 1, 3);
            assertThat(part.order()).containsExactly(0, 3, 2, 1, 0, 2);
        }
    }

    @Test
    void aNegativeIndexCountsFromTheEndOfAll() {
        try (var _ = TensorScope.open()) {
            var all = new ConcatDataset<>(new TensorDataset(Torch.arange(2)), new TensorDataset(Torch.arange(5)));
            assertThat(all.get(-1).getFirst().itemLong()).isEqualTo(4);
            assertThat(all.get(-7).getFirst().itemLong()).isZero();
            assertThatThrownBy(() -> all.get(-8)).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("absolute value of index should not exceed dataset length");
        }
    }

    /** PyTorch drops it before, so that a collate_fn need not know of it. */
    @Test
    void collateFnSeesNoBatchThatIsDropped() {
        try (var _ = TensorScope.open()) {
            var sizes = new ArrayList<Integer>();
            var options = LoaderOptions.DEFAULT.batchSize(2).dropLast(true).collateFn(samples -> {
                sizes.add(samples.size());
                return samples.getFirst();
            });
            for (var batch : new DataLoader(STREAM, options)) {
                assertThat(batch).hasSize(1);
            }
            assertThat(sizes).containsExactly(2);
        }
    }

    /** A stream may make its samples in {@code next} or, reading ahead, in {@code hasNext}. */
    @Test
    void whatAStreamMakesIsFreed() {
        for (boolean dropLast : new boolean[] {true, false}) {
            long before = Tensor.liveCount();
            var batches = new DataLoader(() -> new ReadsAhead(3), LoaderOptions.DEFAULT.batchSize(2).dropLast(dropLast)).iterator();
            int n = 0;
            while (batches.hasNext()) {
                try (var batch = batches.next().getFirst()) {
                    assertThat(batch.requiresGrad()).isFalse();
                    n++;
                }
            }
            assertThat(n).isEqualTo(dropLast ? 1 : 2);
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);    // the collector may free others
        }
    }

    private static final class ReadsAhead implements Iterator<List<Tensor>> {
        private int left;
        private Tensor next;

        ReadsAhead(int left) {
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            if (next == null && left-- > 0) {
                next = Torch.ones(1).add(1);
            }
            return next != null;
        }

        @Override
        public List<Tensor> next() {
            var sample = next;
            next = null;
            return List.of(sample);
        }
    }
}
