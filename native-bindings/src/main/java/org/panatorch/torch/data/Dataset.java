package org.panatorch.torch.data;

/**
 * {@code torch.utils.data.Dataset}, map-style: numbered samples.
 *
 * @param <T> a sample, tensors as a rule: {@code Tensor}, or a {@code List<Tensor>} of image and label
 */
public interface Dataset<T> {

    /** {@code dataset[index]}: its tensors belong to the open scope. Called by several threads if a loader has workers. */
    T get(int index);

    /** {@code len(dataset)}. */
    int size();
}
