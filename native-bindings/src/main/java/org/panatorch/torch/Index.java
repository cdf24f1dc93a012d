package org.panatorch.torch;

/**
 * What may stand between Python's square brackets. {@code x[..., 0, :, None, 2:8:2, t]} is
 * {@code x.get(ELLIPSIS, at(0), ALL, NEWAXIS, slice(2, 8, 2), at(t))}, with the names of this class imported statically.
 *
 * @see IndexingOps
 */
public sealed interface Index {

    /** A whole dimension: {@code :}. */
    Index ALL = new Slice(0, Long.MAX_VALUE, 1);

    /** As many whole dimensions as are left: {@code ...}. */
    Index ELLIPSIS = new Rest();

    /** A new dimension of size one: {@code None}. */
    Index NEWAXIS = new NewAxis();

    /** {@code i}: this one of a dimension, which goes away. Negative counts from the end. */
    static Index at(long i) {
        return new At(i);
    }

    /** A tensor of int64 indices, or a mask. Several are broadcast with each other. */
    static Index at(Tensor indices) {
        return new Where(indices);
    }

    /** Several of a dimension: {@code [i, j, ...]}. */
    static Index at(long first, long second, long... others) {
        var all = new long[others.length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(others, 0, all, 2, others.length);
        return new Where(Torch.tensor(all));
    }

    /** {@code start:end}. */
    static Index slice(long start, long end) {
        return new Slice(start, end, 1);
    }

    /** {@code start:end:step}; the step is positive, as PyTorch demands. {@link Tensor#END} is a left-out end. */
    static Index slice(long start, long end, long step) {
        return new Slice(start, end, step);
    }

    /** {@code start:}. */
    static Index from(long start) {
        return new Slice(start, Long.MAX_VALUE, 1);
    }

    /** {@code :end}. */
    static Index to(long end) {
        return new Slice(0, end, 1);
    }

    record At(long index) implements Index {}

    record Where(Tensor indices) implements Index {}

    record Slice(long start, long end, long step) implements Index {}

    record Rest() implements Index {}

    record NewAxis() implements Index {}
}
