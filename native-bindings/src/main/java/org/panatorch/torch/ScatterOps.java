package org.panatorch.torch;

import java.util.List;

/** Reading and writing at the places that tensors of indices name; see {@link IndexingOps} for Python's brackets. */
sealed interface ScatterOps extends Ops permits Tensor {

    /** {@code this.index_put(indices, values)}: a copy; null indices stand for {@code :}. */
    default Tensor indexPut(List<Tensor> indices, Tensor values) {
        return Torch.op("index_put").callTensor(self(), indices, values);
    }

    /** {@code this.index_put_(indices, values, accumulate)}. */
    default Tensor indexPut_(List<Tensor> indices, Tensor values, boolean accumulate) {
        return Torch.op("index_put_").callTensor(self(), indices, values, accumulate);
    }

    /** {@code this.index_add(dim, index, source)}: a copy. */
    default Tensor indexAdd(long dim, Tensor index, Tensor source) {
        return Torch.op("index_add").callTensor(self(), dim, index, source);
    }

    /** {@code this.index_add_(dim, index, source)}. */
    default Tensor indexAdd_(long dim, Tensor index, Tensor source) {
        return Torch.op("index_add_").callTensor(self(), dim, index, source);
    }

    /** {@code this.index_copy(dim, index, source)}: a copy. */
    default Tensor indexCopy(long dim, Tensor index, Tensor source) {
        return Torch.op("index_copy").callTensor(self(), dim, index, source);
    }

    /** {@code this.index_copy_(dim, index, source)}. */
    default Tensor indexCopy_(long dim, Tensor index, Tensor source) {
        return Torch.op("index_copy_").callTensor(self(), dim, index, source);
    }

    /** {@code this.index_fill(dim, index, value)}: a copy. */
    default Tensor indexFill(long dim, Tensor index, double value) {
        return Torch.op("index_fill.int_Scalar").callTensor(self(), dim, index, value);
    }

    /** {@code this.index_fill_(dim, index, value)}. */
    default Tensor indexFill_(long dim, Tensor index, double value) {
        return Torch.op("index_fill_.int_Scalar").callTensor(self(), dim, index, value);
    }

    /** {@code this.scatter(dim, index, source)}: a copy. */
    default Tensor scatter(long dim, Tensor index, Tensor source) {
        return Torch.op("scatter.src").callTensor(self(), dim, index, source);
    }

    /** {@code this.scatter(dim, index, value)}: a copy. */
    default Tensor scatter(long dim, Tensor index, double value) {
        return Torch.op("scatter.value").callTensor(self(), dim, index, value);
    }

    /** {@code this.scatter_(dim, index, source)}. */
    default Tensor scatter_(long dim, Tensor index, Tensor source) {
        return Torch.op("scatter_.src").callTensor(self(), dim, index, source);
    }

    /** {@code this.scatter_(dim, index, value)}. */
    default Tensor scatter_(long dim, Tensor index, double value) {
        return Torch.op("scatter_.value").callTensor(self(), dim, index, value);
    }

    /** {@code this.scatter_add(dim, index, source)}: a copy. */
    default Tensor scatterAdd(long dim, Tensor index, Tensor source) {
        return Torch.op("scatter_add").callTensor(self(), dim, index, source);
    }

    /** {@code this.scatter_add_(dim, index, source)}. */
    default Tensor scatterAdd_(long dim, Tensor index, Tensor source) {
        return Torch.op("scatter_add_").callTensor(self(), dim, index, source);
    }

    /** {@code this.scatter_reduce(dim, index, source, reduce)}: {@code "sum"}, {@code "mean"}, {@code "amax"}, ... */
    default Tensor scatterReduce(long dim, Tensor index, Tensor source, String reduce) {
        return Torch.op("scatter_reduce.two").callTensor(self(), dim, index, source, reduce);
    }

    /** {@code torch.take(this, index)}: indices into the flattened tensor. */
    default Tensor take(Tensor index) {
        return Torch.op("take").callTensor(self(), index);
    }

    /** {@code torch.take_along_dim(this, indices, dim)}. */
    default Tensor takeAlongDim(Tensor indices, long dim) {
        return Torch.op("take_along_dim").callTensor(self(), indices, dim);
    }

    /** {@code this.nonzero()}: (N, dim()), one row for each element that is not 0. */
    default Tensor nonzero() {
        return Torch.op("nonzero").callTensor(self());
    }

    /** {@code this.masked_scatter_(mask, source)}. */
    default Tensor maskedScatter_(Tensor mask, Tensor source) {
        return Torch.op("masked_scatter_").callTensor(self(), mask, source);
    }

    /** {@code this.fill_diagonal_(value)}. */
    default Tensor fillDiagonal_(double value) {
        return Torch.op("fill_diagonal_").callTensor(self(), value);
    }

    /** {@code torch.argwhere(this)}: the indices of what is not zero, a row each. */
    default Tensor argwhere() {
        return Torch.op("argwhere").callTensor(self());
    }

    /** {@code this.put(index, source)}: values at places of the flattened tensor. */
    default Tensor put(Tensor index, Tensor source) {
        return Torch.op("put").callTensor(self(), index, source);
    }

    /** {@code this.select_scatter(src, dim, index)}: a copy with {@code src} in place of {@code select(dim, index)}. */
    default Tensor selectScatter(Tensor src, long dim, long index) {
        return Torch.op("select_scatter").callTensor(self(), src, dim, index);
    }

    /** {@code this.slice_scatter(src, dim, start, end, step)}: a copy with {@code src} in place of that slice. */
    default Tensor sliceScatter(Tensor src, long dim, long start, long end, long step) {
        return Torch.op("slice_scatter").callTensor(self(), src, dim, start, end, step);
    }

    /** {@code this.diagonal_scatter(src)}: a copy with another diagonal. */
    default Tensor diagonalScatter(Tensor src) {
        return Torch.op("diagonal_scatter").callTensor(self(), src);
    }
}
