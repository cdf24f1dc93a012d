package org.panatorch.torch;

import java.util.ArrayList;
import java.util.List;

/** Python's square brackets: numbers, slices and new dimensions make a view; then tensors of indices take from it. */
final class Brackets {
    /** The view that everything but tensors makes. */
    private Tensor view;
    /** In the order of the view's dimensions, null for one that is taken whole; the last is a tensor. */
    private final List<Tensor> tensors = new ArrayList<>();
    /** How many dimensions these stand for: a mask for all that it has. */
    private int covered;

    Brackets(Tensor x, Index first, Index... others) {
        var indices = new Index[others.length + 1];
        indices[0] = first;
        System.arraycopy(others, 0, indices, 1, others.length);
        view = x;
        int used = 0;
        for (var index : indices) {
            used += consumes(index);
        }
        if (used > x.dim()) {
            throw new TorchException("get", "too many indices for tensor of dimension " + x.dim());
        }
        int dim = 0;
        boolean rest = false;
        for (var index : indices) {
            if (index instanceof Index.Rest) {
                if (rest) {
                    throw new TorchException("get", "an index can only have a single ellipsis ('...')");
                }
                rest = true;
            }
            dim = apply(index, dim, x.dim() - used);
        }
    }

    private static int consumes(Index index) {
        return switch (index) {
            case Index.At _, Index.Slice _ -> 1;
            case Index.Where(var t) -> t.dtype() == DType.BOOL ? t.dim() : 1;
            case Index.Rest _, Index.NewAxis _ -> 0;
        };
    }

    /** Returns the next dimension of the view. */
    private int apply(Index index, int dim, int left) {
        switch (index) {
            case Index.At(long i) -> view = view.select(dim, i);
            case Index.Slice(long start, long end, long step) -> {
                view = view.slice(dim, start, end, step);
                return dim + 1;
            }
            case Index.NewAxis _ -> {
                view = view.unsqueeze(dim);
                return dim + 1;
            }
            case Index.Rest _ -> {
                return dim + left;
            }
            case Index.Where(var t) -> {
                for (; covered < dim; covered++) {
                    tensors.add(null);
                }
                tensors.add(t);
                covered += consumes(index);
                return covered;
            }
        }
        return dim;
    }

    Tensor get() {
        return covered > 0 ? Torch.op("index.Tensor").callTensor(view, tensors) : view.get();
    }

    void set(Tensor value) {
        if (covered > 0) {
            Torch.op("index_put_").call(view, tensors, value);
        } else {
            view.copy_(value);
        }
    }
}
