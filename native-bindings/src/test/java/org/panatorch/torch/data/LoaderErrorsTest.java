package org.panatorch.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
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
}
