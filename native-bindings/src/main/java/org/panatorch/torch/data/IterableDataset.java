package org.panatorch.torch.data;

/**
 * {@code torch.utils.data.IterableDataset}: samples in a stream, for what cannot be numbered: a file read line by line, text cut
 * at random. A lambda that gives an iterator is one.
 *
 * @param <T> a sample; its tensors belong to the scope that is open when the iterator gives it
 */
@FunctionalInterface
public interface IterableDataset<T> extends Iterable<T> {}
