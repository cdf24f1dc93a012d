package org.panatorch.torch;

import java.util.List;

/** More arrangements of the same elements, see {@link ShapeOps}. */
sealed interface LayoutOps extends Ops permits Tensor {

    /** {@code this.view_as(other)}. */
    default Tensor viewAs(Tensor other) {
        return Torch.op("view_as").callTensor(self(), other);
    }

    /** {@code this.reshape_as(other)}. */
    default Tensor reshapeAs(Tensor other) {
        return Torch.op("reshape_as").callTensor(self(), other);
    }

    /** {@code this.flatten()}: one dimension. */
    default Tensor flatten() {
        return Torch.op("flatten.using_ints").callTensor(self());
    }

    /** {@code this.flatten(startDim, endDim)}. */
    default Tensor flatten(long startDim, long endDim) {
        return Torch.op("flatten.using_ints").callTensor(self(), startDim, endDim);
    }

    /** {@code this.unflatten(dim, sizes)}. */
    default Tensor unflatten(long dim, long... sizes) {
        return Torch.op("unflatten.int").callTensor(self(), dim, sizes);
    }

    /** {@code torch.ravel(this)}. */
    default Tensor ravel() {
        return Torch.op("ravel").callTensor(self());
    }

    /** {@code torch.movedim(this, source, destination)}: a view. */
    default Tensor movedim(long source, long destination) {
        return Torch.op("movedim.int").callTensor(self(), source, destination);
    }

    /** {@code this.mT}: the last two dimensions swapped, of real tensors; a view. */
    default Tensor mT() {
        return Torch.op("adjoint").callTensor(self());
    }

    /** {@code this.squeeze(dims)}. */
    default Tensor squeeze(long[] dims) {
        return Torch.op("squeeze.dims").callTensor(self(), dims);
    }

    /** {@code torch.roll(this, shifts, dim)}: a copy. */
    default Tensor roll(long shifts, long dim) {
        return Torch.op("roll").callTensor(self(), shifts, dim);
    }

    /** {@code torch.roll(this, shifts, dims)}; no dims: flattened, and back. */
    default Tensor roll(long[] shifts, long[] dims) {
        return Torch.op("roll").callTensor(self(), shifts, dims);
    }

    /** {@code torch.rot90(this, k, dims)}: from the first towards the second of two dimensions. */
    default Tensor rot90(long k, long... dims) {
        return Torch.op("rot90").callTensor(self(), k, dims);
    }

    /** {@code torch.fliplr(this)}. */
    default Tensor fliplr() {
        return Torch.op("fliplr").callTensor(self());
    }

    /** {@code torch.flipud(this)}. */
    default Tensor flipud() {
        return Torch.op("flipud").callTensor(self());
    }

    /** {@code this.tile(dims)}: copies. */
    default Tensor tile(long... dims) {
        return Torch.op("tile").callTensor(self(), dims);
    }

    /** {@code this.repeat_interleave(repeats)}: flattened. */
    default Tensor repeatInterleave(long repeats) {
        return Torch.op("repeat_interleave.self_int").callTensor(self(), repeats);
    }

    /** {@code this.repeat_interleave(repeats, dim)}. */
    default Tensor repeatInterleave(long repeats, long dim) {
        return Torch.op("repeat_interleave.self_int").callTensor(self(), repeats, dim);
    }

    /** {@code this.broadcast_to(size)}: a view. */
    default Tensor broadcastTo(long... size) {
        return Torch.op("broadcast_to").callTensor(self(), size);
    }

    /** {@code this.unfold(dim, size, step)}: windows, a view. */
    default Tensor unfold(long dim, long size, long step) {
        return Torch.op("unfold").callTensor(self(), dim, size, step);
    }

    /** {@code this.chunk(chunks)}. */
    default List<Tensor> chunk(long chunks) {
        return Torch.op("chunk").callTensors(self(), chunks);
    }

    /** {@code this.split(splitSize)}. */
    default List<Tensor> split(long splitSize) {
        return Torch.op("split.Tensor").callTensors(self(), splitSize);
    }

    /** {@code this.split(splitSizes, dim)}. */
    default List<Tensor> split(long[] splitSizes, long dim) {
        return Torch.op("split.sizes").callTensors(self(), splitSizes, dim);
    }

    /** {@code this.tensor_split(sections, dim)}. */
    default List<Tensor> tensorSplit(long sections, long dim) {
        return Torch.op("tensor_split.sections").callTensors(self(), sections, dim);
    }

    /** {@code this.unbind()}: {@code for row in this}. */
    default List<Tensor> unbind() {
        return unbind(0);
    }

    /** {@code this.unbind(dim)}: one tensor for each index, views. */
    default List<Tensor> unbind(long dim) {
        return Torch.op("unbind.int").callTensors(self(), dim);
    }

    /** {@code this.T} of a matrix: a view. */
    default Tensor T() {
        return Torch.op("numpy_T").callTensor(self());
    }

    /** {@code torch.atleast_1d(this)}: a view. */
    default Tensor atleast1d() {
        return Torch.op("atleast_1d").callTensor(self());
    }

    /** {@code torch.atleast_2d(this)}: a view. */
    default Tensor atleast2d() {
        return Torch.op("atleast_2d").callTensor(self());
    }

    /** {@code torch.atleast_3d(this)}: a view. */
    default Tensor atleast3d() {
        return Torch.op("atleast_3d").callTensor(self());
    }

    /** {@code torch.hsplit(this, sections)}: along the second dimension, or the only one; views. */
    default List<Tensor> hsplit(long sections) {
        return Torch.op("hsplit.int").callTensors(self(), sections);
    }

    /** {@code torch.vsplit(this, sections)}: along the first dimension; views. */
    default List<Tensor> vsplit(long sections) {
        return Torch.op("vsplit.int").callTensors(self(), sections);
    }

    /** {@code torch.dsplit(this, sections)}: along the third dimension; views. */
    default List<Tensor> dsplit(long sections) {
        return Torch.op("dsplit.int").callTensors(self(), sections);
    }
}
