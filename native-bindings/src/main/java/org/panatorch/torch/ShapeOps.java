package org.panatorch.torch;

import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.Options;

/**
 * The same elements in another arrangement. Where PyTorch returns a view, so does this: writing to it writes to the
 * original. Negative dimensions count from the end.
 */
sealed interface ShapeOps extends Ops permits Tensor {

    /** {@code this.view(sizes)}: one size may be -1. Needs a compatible layout; see {@link #reshape}. */
    default Tensor view(long... sizes) {
        return Call.unary("view", self(), a -> a.view(sizes));
    }

    /** {@code this.reshape(sizes)}: a view where it can be, else a copy. */
    default Tensor reshape(long... sizes) {
        return Call.unary("reshape", self(), a -> a.reshape(sizes));
    }

    /** {@code this.flatten(startDim)}. */
    default Tensor flatten(long startDim) {
        return Call.unary("flatten", self(), a -> torch.flatten(a, startDim, -1));
    }

    /** {@code this.permute(dims)}. */
    default Tensor permute(long... dims) {
        return Call.unary("permute", self(), a -> a.permute(dims));
    }

    /** {@code this.transpose(dim0, dim1)}. */
    default Tensor transpose(long dim0, long dim1) {
        return Call.unary("transpose", self(), a -> a.transpose(dim0, dim1));
    }

    /** {@code this.t()}, of a matrix. */
    default Tensor t() {
        return Call.unary("t", self(), torch::t);
    }

    /** {@code this.expand(sizes)}: -1 leaves a size as it is. */
    default Tensor expand(long... sizes) {
        return Call.unary("expand", self(), a -> a.expand(sizes));
    }

    /** {@code this.expand_as(other)}. */
    default Tensor expandAs(Tensor other) {
        return Call.binary("expand_as", self(), other, org.bytedeco.pytorch.Tensor::expand_as);
    }

    /** {@code this.repeat(repeats)}: copies. */
    default Tensor repeat(long... repeats) {
        return Call.unary("repeat", self(), a -> a.repeat(repeats));
    }

    /** {@code this.unsqueeze(dim)}. */
    default Tensor unsqueeze(long dim) {
        return Call.unary("unsqueeze", self(), a -> torch.unsqueeze(a, dim));
    }

    /** {@code this.squeeze(dim)}. */
    default Tensor squeeze(long dim) {
        return Call.unary("squeeze", self(), a -> torch.squeeze(a, dim));
    }

    /** {@code this.squeeze()}. */
    default Tensor squeeze() {
        return Call.unary("squeeze", self(), torch::squeeze);
    }

    /** {@code this.flip(dims)}: a copy. */
    default Tensor flip(long... dims) {
        return Call.unary("flip", self(), a -> torch.flip(a, dims));
    }

    /** {@code this.contiguous()}: itself, or a copy in row-major order. */
    default Tensor contiguous() {
        return Call.unary("contiguous", self(), org.bytedeco.pytorch.Tensor::contiguous);
    }

    /**
     * {@code this.contiguous(memory_format=format)}: itself, or a copy in that order.
     *
     * @throws TorchException if the format is for another number of dimensions
     */
    default Tensor contiguous(MemoryFormat format) {
        return Call.unary("contiguous", self(), a -> a.contiguous(Options.memoryFormat(format)));
    }

    /** {@code this.chunk(chunks, dim)}. */
    default List<Tensor> chunk(long chunks, long dim) {
        return Call.list("chunk", self(), a -> torch.chunk(a, chunks, dim));
    }

    /** {@code this.split(splitSize, dim)}. */
    default List<Tensor> split(long splitSize, long dim) {
        return Call.list("split", self(), a -> torch.split(a, splitSize, dim));
    }

    /** {@code torch.as_strided(this, size, stride, offset)}: sizes, strides and offset in elements. */
    default Tensor asStrided(long[] size, long[] stride, long storageOffset) {
        try (var offset = new org.bytedeco.pytorch.LongOptional(storageOffset)) {
            return Call.unary("as_strided", self(), a -> torch.as_strided(a, size, stride, offset));
        }
    }
}
