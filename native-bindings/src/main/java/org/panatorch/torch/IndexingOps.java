package org.panatorch.torch;

import static org.panatorch.torch.internal.TensorAccess.at;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;

/**
 * Python's square brackets. {@code x[i]} is {@code x.get(i)}, {@code x[i, j]} is {@code x.get(i, j)},
 * {@code x[t]} with a tensor of indices or a mask is {@code x.get(t)}. With slices, either by {@link Index}:
 * {@code x[:, 0::2]} is {@code x.get(ALL, slice(0, END, 2))} and {@code x[:, 0::2] = y} is
 * {@code x.set(y, ALL, slice(0, END, 2))}; or by dimension: {@code x.slice(1, 0, END, 2)} and
 * {@code x.slice(1, 0, END, 2).copy_(y)}.
 */
sealed interface IndexingOps extends Ops permits Tensor {

    /** The end of a slice that Python leaves out. */
    long END = Long.MAX_VALUE;

    /** {@code this[i, j, ...]}: a view; negative indices count from the end. */
    default Tensor get(long... indices) {
        if (indices.length == 0) {
            return Call.unary("alias", self(), org.bytedeco.pytorch.Tensor::new);
        }
        var view = select(0, indices[0]);
        for (int i = 1; i < indices.length; i++) {
            try (var outer = view) {
                view = outer.select(0, indices[i]);
            }
        }
        return view;
    }

    /** {@code this[index]}: by a tensor of int64 indices into the first dimension, or by a boolean mask. A copy. */
    default Tensor get(Tensor index) {
        try (var optional = new TensorOptional(at(index)); var list = new TensorOptionalList()) {
            list.push_back(optional);
            return Call.binary("index", self(), index, (a, i) -> torch.index(a, list));
        }
    }

    /**
     * {@code this[index, index, ...]}: a view, or a copy where one of them is a tensor.
     *
     * @throws TorchException if there are too many, or one is out of range
     */
    default Tensor get(Index first, Index... others) {
        return TensorScope.returning(() -> new Brackets(self(), first, others).get());
    }

    /** {@code this[index, index, ...] = value}, broadcast; returns this. */
    default Tensor set(Tensor value, Index first, Index... others) {
        try (var _ = TensorScope.open()) {
            new Brackets(self(), first, others).set(value);
        }
        return self();
    }

    /** {@code this[index, index, ...] = value}; returns this. */
    default Tensor set(double value, Index first, Index... others) {
        return setNumber(value, first, others);
    }

    /** {@code this[index, index, ...] = value}, a Python int; returns this. */
    default Tensor set(long value, Index first, Index... others) {
        return setNumber(value, first, others);
    }

    private Tensor setNumber(Number value, Index first, Index... others) {
        try (var _ = TensorScope.open()) {
            new Brackets(self(), first, others).set(Torch.op("full").callTensor(new long[0], value, Keywords.dtype(self().dtype())));
        }
        return self();
    }

    /** {@code this[mask] = value}, or with int64 indices into the first dimension; returns this. */
    default Tensor set(double value, Tensor index) {
        return set(value, Index.at(index));
    }

    /** {@code this[mask] = value}, a Python int, or with int64 indices into the first dimension; returns this. */
    default Tensor set(long value, Tensor index) {
        return set(value, Index.at(index));
    }

    /** {@code this[mask] = value}, or with int64 indices into the first dimension; returns this. */
    default Tensor set(Tensor value, Tensor index) {
        return set(value, Index.at(index));
    }

    /** {@code torch.select(this, dim, index)}: a view without that dimension. */
    default Tensor select(long dim, long index) {
        return Call.unary("select", self(), a -> torch.select(a, dim, index));
    }

    /** {@code this[start:end:step]} in dimension {@code dim}: a view. {@link #END} stands for a left-out end. */
    default Tensor slice(long dim, long start, long end, long step) {
        try (var from = new LongOptional(start); var to = new LongOptional(end)) {
            return Call.unary("slice", self(), a -> torch.slice(a, dim, from, to, step));
        }
    }

    /** {@code this.narrow(dim, start, length)}: a view. */
    default Tensor narrow(long dim, long start, long length) {
        return Call.unary("narrow", self(), a -> torch.narrow(a, dim, start, length));
    }

    /** {@code this.index_select(dim, index)}: a copy. */
    default Tensor indexSelect(long dim, Tensor index) {
        return Call.binary("index_select", self(), index, (a, i) -> torch.index_select(a, dim, i));
    }

    /** {@code this.gather(dim, index)}: a copy. */
    default Tensor gather(long dim, Tensor index) {
        return Call.binary("gather", self(), index, (a, i) -> torch.gather(a, dim, i));
    }

    /** {@code this[mask] = value}. */
    default Tensor maskedFill_(Tensor mask, double value) {
        try (var s = new Scalar(value)) {
            return Call.inPlace("masked_fill_", self(), mask, (a, m) -> a.masked_fill_(m, s));
        }
    }
}
