package org.panatorch.torch;

import java.util.List;

/** {@code torch.linalg}: decompositions, solvers, norms. The last two dimensions are matrices, those before are batches. */
public final class Linalg {
    private Linalg() {}

    /** Eigenvalues in ascending order, and eigenvectors in columns. */
    public record Eigh(Tensor eigenvalues, Tensor eigenvectors) {}

    /** Eigenvalues and eigenvectors, complex. */
    public record Eig(Tensor eigenvalues, Tensor eigenvectors) {}

    /** {@code A = U diag(S) Vh}. */
    public record SVD(Tensor U, Tensor S, Tensor Vh) {}

    /** {@code A = Q R}. */
    public record QR(Tensor Q, Tensor R) {}

    /** The sign of a determinant, and the logarithm of its absolute value. */
    public record Slogdet(Tensor sign, Tensor logabsdet) {}

    /** {@code torch.linalg.eigh(A)}, of a symmetric matrix: the lower triangle is read. */
    public static Eigh eigh(Tensor a) {
        var pair = Torch.op("linalg_eigh").callTensors(a);
        return new Eigh(pair.get(0), pair.get(1));
    }

    /** {@code torch.linalg.eigvalsh(A)}. */
    public static Tensor eigvalsh(Tensor a) {
        return Torch.op("linalg_eigvalsh").callTensor(a);
    }

    /** {@code torch.linalg.eig(A)}. */
    public static Eig eig(Tensor a) {
        var pair = Torch.op("linalg_eig").callTensors(a);
        return new Eig(pair.get(0), pair.get(1));
    }

    /** {@code torch.linalg.eigvals(A)}: complex. */
    public static Tensor eigvals(Tensor a) {
        return Torch.op("linalg_eigvals").callTensor(a);
    }

    /** {@code torch.linalg.svd(A, full_matrices=fullMatrices)}. */
    public static SVD svd(Tensor a, boolean fullMatrices) {
        var parts = Torch.op("linalg_svd").callTensors(a, fullMatrices);
        return new SVD(parts.get(0), parts.get(1), parts.get(2));
    }

    /** {@code torch.linalg.svdvals(A)}: in descending order. */
    public static Tensor svdvals(Tensor a) {
        return Torch.op("linalg_svdvals").callTensor(a);
    }

    /** {@code torch.linalg.qr(A)}, reduced. */
    public static QR qr(Tensor a) {
        var pair = Torch.op("linalg_qr").callTensors(a);
        return new QR(pair.get(0), pair.get(1));
    }

    /** {@code torch.linalg.cholesky(A)}: the lower triangle. */
    public static Tensor cholesky(Tensor a) {
        return Torch.op("linalg_cholesky").callTensor(a);
    }

    /** {@code torch.linalg.solve(A, B)}: {@code X} with {@code A X = B}. */
    public static Tensor solve(Tensor a, Tensor b) {
        return Torch.op("linalg_solve").callTensor(a, b);
    }

    /** {@code torch.linalg.solve_triangular(A, B, upper=upper)}. */
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
        return Torch.op("linalg_solve_triangular").callTensor(a, b, Keywords.kw("upper", upper));
    }

    /** {@code torch.linalg.lstsq(A, B).solution}. */
    public static Tensor lstsq(Tensor a, Tensor b) {
        return Torch.op("linalg_lstsq").callTensors(a, b).getFirst();
    }

    /** {@code torch.linalg.inv(A)}. */
    public static Tensor inv(Tensor a) {
        return Torch.op("linalg_inv").callTensor(a);
    }

    /** {@code torch.linalg.pinv(A)}. */
    public static Tensor pinv(Tensor a) {
        return Torch.op("linalg_pinv").callTensor(a);
    }

    /** {@code torch.linalg.det(A)}. */
    public static Tensor det(Tensor a) {
        return Torch.op("linalg_det").callTensor(a);
    }

    /** {@code torch.linalg.slogdet(A)}. */
    public static Slogdet slogdet(Tensor a) {
        var pair = Torch.op("linalg_slogdet").callTensors(a);
        return new Slogdet(pair.get(0), pair.get(1));
    }

    /** {@code torch.linalg.matrix_rank(A)}: int64. */
    public static Tensor matrixRank(Tensor a) {
        return Torch.op("linalg_matrix_rank").callTensor(a);
    }

    /** {@code torch.linalg.matrix_power(A, n)}. */
    public static Tensor matrixPower(Tensor a, long n) {
        return Torch.op("linalg_matrix_power").callTensor(a, n);
    }

    /** {@code torch.linalg.matrix_exp(A)}. */
    public static Tensor matrixExp(Tensor a) {
        return Torch.op("linalg_matrix_exp").callTensor(a);
    }

    /** {@code torch.linalg.norm(A)}: the 2-norm of all elements. */
    public static Tensor norm(Tensor a) {
        return Torch.op("linalg_norm").callTensor(a);
    }

    /** {@code torch.linalg.vector_norm(x, ord, dim, keepdim)}; no dims: of all elements. */
    public static Tensor vectorNorm(Tensor x, double ord, long[] dims, boolean keepdim) {
        return Torch.op("linalg_vector_norm").callTensor(x, ord, dims.length == 0 ? null : dims, keepdim);
    }

    /** {@code torch.linalg.matrix_norm(A, ord)}: {@code "fro"} or {@code "nuc"}. */
    public static Tensor matrixNorm(Tensor a, String ord) {
        return Torch.op("linalg_matrix_norm.str_ord").callTensor(a, ord);
    }

    /** {@code torch.linalg.matrix_norm(A, ord)}: 1, 2, infinity and their negatives. */
    public static Tensor matrixNorm(Tensor a, double ord) {
        return Torch.op("linalg_matrix_norm").callTensor(a, ord);
    }

    /** {@code torch.linalg.multi_dot(tensors)}: the product in the cheapest order. */
    public static Tensor multiDot(List<Tensor> tensors) {
        return Torch.op("linalg_multi_dot").callTensor(tensors);
    }

    /** {@code torch.linalg.cross(x, y)}, along the last dimension, of size 3. */
    public static Tensor cross(Tensor x, Tensor y) {
        return Torch.op("linalg_cross").callTensor(x, y);
    }

    /** {@code torch.linalg.vecdot(x, y)}: along the last dimension. */
    public static Tensor vecdot(Tensor x, Tensor y) {
        return Torch.op("linalg_vecdot").callTensor(x, y);
    }

    /** {@code torch.linalg.cond(A)}: the largest singular value by the smallest. */
    public static Tensor cond(Tensor a) {
        return Torch.op("linalg_cond").callTensor(a);
    }

    /** {@code torch.linalg.lu(A)}: P, L and U. */
    public static List<Tensor> lu(Tensor a) {
        return Torch.op("linalg_lu").callTensors(a);
    }

    /** {@code torch.linalg.lu_factor(A)}: LU and pivots. */
    public static List<Tensor> luFactor(Tensor a) {
        return Torch.op("linalg_lu_factor").callTensors(a);
    }

    /** {@code torch.linalg.lu_solve(LU, pivots, B)}. */
    public static Tensor luSolve(Tensor lu, Tensor pivots, Tensor b) {
        return Torch.op("linalg_lu_solve").callTensor(lu, pivots, b);
    }

    /** {@code torch.linalg.tensorinv(A, ind)}. */
    public static Tensor tensorinv(Tensor a, long ind) {
        return Torch.op("linalg_tensorinv").callTensor(a, ind);
    }

    /** {@code torch.linalg.tensorsolve(A, B)}. */
    public static Tensor tensorsolve(Tensor a, Tensor b) {
        return Torch.op("linalg_tensorsolve").callTensor(a, b);
    }

    /** {@code torch.linalg.vander(x)}: powers of a vector as columns, the lowest first. */
    public static Tensor vander(Tensor x) {
        return Torch.op("linalg_vander").callTensor(x);
    }
}
