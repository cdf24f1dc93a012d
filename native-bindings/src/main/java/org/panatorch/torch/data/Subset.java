package org.panatorch.torch.data;

/** {@code torch.utils.data.Subset}: some samples of a dataset, in an order of their own. */
public final class Subset<T> implements Dataset<T> {
    private final Dataset<T> dataset;
    private final int[] indices;

    /** {@code Subset(dataset, indices)}. */
    public Subset(Dataset<T> dataset, int... indices) {
        this.dataset = dataset;
        this.indices = indices.clone();
    }

    @Override
    public T get(int index) {
        return dataset.get(indices[index]);
    }

    @Override
    public int size() {
        return indices.length;
    }

    /** {@code subset.indices}. */
    public int[] indices() {
        return indices.clone();
    }
}
