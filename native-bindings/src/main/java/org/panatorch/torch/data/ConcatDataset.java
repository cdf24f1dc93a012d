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

    @Override
    public T get(int index) {
        int place = index;
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
