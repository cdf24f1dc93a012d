package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

import java.util.List;

/** Functions of {@link Torch} that take several tensors. */
abstract class JoiningFunctions extends CreationFunctions {

    JoiningFunctions() {}

    /** {@code torch.cat(tensors)}, along the first dimension. */
    public static Tensor cat(List<Tensor> tensors) {
        return Torch.cat(tensors, 0);
    }

    /** {@code torch.stack(tensors)}, along a new first dimension. */
    public static Tensor stack(List<Tensor> tensors) {
        return Torch.stack(tensors, 0);
    }

    /** {@code torch.hstack(tensors)}. */
    public static Tensor hstack(List<Tensor> tensors) {
        return Torch.op("hstack").callTensor(tensors);
    }

    /** {@code torch.vstack(tensors)}. */
    public static Tensor vstack(List<Tensor> tensors) {
        return Torch.op("vstack").callTensor(tensors);
    }

    /** {@code torch.dstack(tensors)}. */
    public static Tensor dstack(List<Tensor> tensors) {
        return Torch.op("dstack").callTensor(tensors);
    }

    /** {@code torch.block_diag(*tensors)}. */
    public static Tensor blockDiag(List<Tensor> tensors) {
        return Torch.op("block_diag").callTensor(tensors);
    }

    /** {@code torch.meshgrid(*tensors, indexing=indexing)}: {@code "ij"} or {@code "xy"}. */
    public static List<Tensor> meshgrid(List<Tensor> tensors, String indexing) {
        return Torch.op("meshgrid.indexing").callTensors(tensors, kw("indexing", indexing));
    }

    /** {@code torch.cartesian_prod(*tensors)}. */
    public static Tensor cartesianProd(List<Tensor> tensors) {
        return Torch.op("cartesian_prod").callTensor(tensors);
    }

    /** {@code torch.broadcast_tensors(*tensors)}: views. */
    public static List<Tensor> broadcastTensors(List<Tensor> tensors) {
        return Torch.op("broadcast_tensors").callTensors(tensors);
    }

    /** {@code torch.einsum(equation, *operands)}. */
    public static Tensor einsum(String equation, Tensor... operands) {
        return Torch.op("einsum").callTensor(equation, List.of(operands));
    }

    /** {@code torch.tensordot(a, b, dims=(dimsA, dimsB))}. */
    public static Tensor tensordot(Tensor a, Tensor b, long[] dimsA, long[] dimsB) {
        return Torch.op("tensordot").callTensor(a, b, dimsA, dimsB);
    }

    /** {@code torch.cdist(x1, x2)}: Euclidean distances of all pairs of rows. */
    public static Tensor cdist(Tensor x1, Tensor x2) {
        return Torch.op("cdist").callTensor(x1, x2);
    }

    /** {@code torch.where(condition, x, y)}. */
    public static Tensor where(Tensor condition, Tensor x, double y) {
        return Torch.op("where.ScalarOther").callTensor(condition, x, y);
    }

    /** {@code torch.where(condition, x, y)}. */
    public static Tensor where(Tensor condition, double x, Tensor y) {
        return Torch.op("where.ScalarSelf").callTensor(condition, x, y);
    }

    /** {@code torch.where(condition, x, y)}: float32. */
    public static Tensor where(Tensor condition, double x, double y) {
        return Torch.op("where.Scalar").callTensor(condition, x, y);
    }

    /** {@code torch.where(condition, x, y)}: int64. */
    public static Tensor where(Tensor condition, long x, long y) {
        return Torch.op("where.Scalar").callTensor(condition, x, y);
    }

    /** {@code torch.where(condition)}: one tensor of indices for each dimension. */
    public static List<Tensor> where(Tensor condition) {
        return Torch.op("where").callTensors(condition);
    }

    /** {@code torch.cosine_similarity(x1, x2, dim)}. */
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim) {
        return Torch.op("cosine_similarity").callTensor(x1, x2, dim);
    }

    /** {@code torch.column_stack(tensors)}: vectors as columns. */
    public static Tensor columnStack(List<Tensor> tensors) {
        return Torch.op("column_stack").callTensor(tensors);
    }

    /** {@code torch.combinations(x, r)}: of the elements of a vector. */
    public static Tensor combinations(Tensor x, long r) {
        return Torch.op("combinations").callTensor(x, r);
    }

    /** {@code torch.complex(real, imag)}. */
    public static Tensor complex(Tensor real, Tensor imag) {
        return Torch.op("complex").callTensor(real, imag);
    }

    /** {@code torch.polar(abs, angle)}: complex numbers. */
    public static Tensor polar(Tensor abs, Tensor angle) {
        return Torch.op("polar").callTensor(abs, angle);
    }
}
