package org.panatorch.torch.data;

import java.util.List;

/** {@code torch.utils.data.ConcatDataset}: datasets one after the other. */
public final class ConcatDataset<T> implements Dataset<T> {
    private final List<Dataset<T>> datasets;

    /** {@code ConcatDataset([dataset, ...])}. */
    @SafeVarargs
    public ConcatDataset(Dataset<T>... datasets) {
        if (datasets.length == 0) {
            throw new IllegalArgumentException("datasets should not be an empty iterable");
        }
        this.datasets = List.of(datasets);
    }

    /** {@code dataset[index]}; negative counts from the end of the last. */
    @Override
    public T get(int index) {
        int place = index < 0 ? size() + index : index;
        if (place < 0) {
            throw new IndexOutOfBoundsException("absolute value of index should not exceed dataset length, got " + index + " of "
                    + size() + " samples");
        }
        for (var dataset : datasets) {
            if (place < dataset.size()) {
                return dataset.get(place);
            }
            place -= dataset.size();
        }
        throw new IndexOutOfBoundsException(index + " of " + size() + " samples");
    }

    @Override
    public int size() {
        return datasets.stream().mapToInt(Dataset::size).sum();
    }
}
