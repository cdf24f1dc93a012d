package org.panatorch.torch.optim;

import static org.panatorch.torch.Keywords.dtype;

import java.util.stream.IntStream;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;
import org.panatorch.torch.internal.Call;

/**
 * The order of a tensor's elements in memory. libtorch's fused kernels go through the memory of a parameter, its gradient and its
 * moments side by side, and the CPU's do not look whether that is the same order: PyTorch gives wrong numbers there where a model
 * was brought into another {@link org.panatorch.torch.MemoryFormat} than its optimizer's state.
 */
final class MemoryOrder {
    private MemoryOrder() {}

    /** Whether the elements fill the memory from the first to the last of them, in whatever order. */
    static boolean isDense(Tensor tensor) {
        return Call.number(tensor, t -> t.is_non_overlapping_and_dense() ? 1 : 0) != 0;
    }

    /** The values in the order of a dense tensor of that shape: the tensor itself if it has that already. */
    static Tensor like(Tensor dense, Tensor tensor) {
        return isSame(dense, tensor) ? tensor : Torch.emptyLike(dense, dtype(tensor.dtype())).copy_(tensor);
    }

    private static boolean isSame(Tensor a, Tensor b) {
        return a.isContiguous() ? b.isContiguous() : haveSameStrides(a.shape(), a.stride(), b.stride());
    }

    /** Where a size is 1, any stride will do. */
    private static boolean haveSameStrides(long[] shape, long[] a, long[] b) {
        return IntStream.range(0, shape.length).allMatch(d -> shape[d] == 1 || a[d] == b[d]);
    }
}
