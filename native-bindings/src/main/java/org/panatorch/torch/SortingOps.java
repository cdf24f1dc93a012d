package org.panatorch.torch;

import java.util.List;

/** Sorting, searching and counting. */
sealed interface SortingOps extends Ops permits Tensor {

    /** {@code this.sort(dim, descending)}. */
    default ValuesIndices sort(long dim, boolean descending) {
        return ValuesIndices.of(Torch.op("sort").callTensors(self(), dim, descending));
    }

    /** {@code this.sort(dim)}. */
    default ValuesIndices sort(long dim) {
        return ValuesIndices.of(Torch.op("sort").callTensors(self(), dim));
    }

    /** {@code this.topk(k)}: the largest of the last dimension, in descending order. */
    default ValuesIndices topk(long k) {
        return topk(k, -1);
    }

    /** {@code this.topk(k, dim)}: the largest, in descending order. */
    default ValuesIndices topk(long k, long dim) {
        return ValuesIndices.of(Torch.op("topk").callTensors(self(), k, dim));
    }

    /** {@code this.topk(k, dim, largest, sorted)}. */
    default ValuesIndices topk(long k, long dim, boolean largest, boolean sorted) {
        return ValuesIndices.of(Torch.op("topk").callTensors(self(), k, dim, largest, sorted));
    }

    /** {@code this.kthvalue(k, dim)}: the k-th smallest; k counts from 1. */
    default ValuesIndices kthvalue(long k, long dim) {
        return ValuesIndices.of(Torch.op("kthvalue").callTensors(self(), k, dim));
    }

    /** {@code this.argsort(dim)}: int64. */
    default Tensor argsort(long dim) {
        return Torch.op("argsort").callTensor(self(), dim);
    }

    /** {@code this.argsort(dim, descending)}: int64. */
    default Tensor argsort(long dim, boolean descending) {
        return Torch.op("argsort").callTensor(self(), dim, descending);
    }

    /** {@code torch.msort(this)}: sorted along the first dimension. */
    default Tensor msort() {
        return Torch.op("msort").callTensor(self());
    }

    /** {@code torch.unique(this)}: sorted, one dimension. */
    default Tensor unique() {
        return Torch.op("_unique2").callTensors(self()).getFirst();
    }

    /** {@code torch.unique(this, return_inverse=True, return_counts=True)}: values, inverse, counts. */
    default List<Tensor> uniqueWithCounts() {
        return Torch.op("_unique2").callTensors(self(), true, true, true);
    }

    /** {@code this.bincount()}: how often each number from 0 on occurs. */
    default Tensor bincount() {
        return Torch.op("bincount").callTensor(self());
    }

    /** {@code this.bincount(weights, minlength)}; weights may be null. */
    default Tensor bincount(Tensor weights, long minlength) {
        return Torch.op("bincount").callTensor(self(), weights, minlength);
    }

    /** {@code torch.histc(this, bins, min, max)}. */
    default Tensor histc(long bins, double min, double max) {
        return Torch.op("histc").callTensor(self(), bins, min, max);
    }

    /** {@code torch.searchsorted(this, values)}: {@code this} is the sorted sequence. */
    default Tensor searchsorted(Tensor values) {
        return Torch.op("searchsorted.Tensor").callTensor(self(), values);
    }

    /** {@code torch.bucketize(this, boundaries)}. */
    default Tensor bucketize(Tensor boundaries) {
        return Torch.op("bucketize.Tensor").callTensor(self(), boundaries);
    }

    /** {@code torch.unique_consecutive(this)}: without repetitions that follow each other. */
    default Tensor uniqueConsecutive() {
        return Torch.op("unique_consecutive").callTensors(self()).getFirst();
    }
}
