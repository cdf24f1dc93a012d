package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

/** Products of matrices and their parts; {@link Linalg} has decompositions and solvers. */
sealed interface MatrixOps extends Ops permits Tensor {

    /** {@code torch.mm(this, mat2)}. */
    default Tensor mm(Tensor mat2) {
        return Torch.op("mm").callTensor(self(), mat2);
    }

    /** {@code torch.bmm(this, mat2)}: (B, N, M) with (B, M, P). */
    default Tensor bmm(Tensor mat2) {
        return Torch.op("bmm").callTensor(self(), mat2);
    }

    /** {@code torch.mv(this, vec)}. */
    default Tensor mv(Tensor vec) {
        return Torch.op("mv").callTensor(self(), vec);
    }

    /** {@code torch.dot(this, other)}, of vectors. */
    default Tensor dot(Tensor other) {
        return Torch.op("dot").callTensor(self(), other);
    }

    /** {@code torch.outer(this, vec2)}. */
    default Tensor outer(Tensor vec2) {
        return Torch.op("outer").callTensor(self(), vec2);
    }

    /** {@code torch.kron(this, other)}. */
    default Tensor kron(Tensor other) {
        return Torch.op("kron").callTensor(self(), other);
    }

    /** {@code torch.cross(this, other, dim)}. */
    default Tensor cross(Tensor other, long dim) {
        return Torch.op("linalg_cross").callTensor(self(), other, kw("dim", dim));
    }

    /** {@code torch.addmm(this, mat1, mat2)}: {@code this + mat1 @ mat2}. */
    default Tensor addmm(Tensor mat1, Tensor mat2) {
        return Torch.op("addmm").callTensor(self(), mat1, mat2);
    }

    /** {@code torch.addmm(this, mat1, mat2, beta=beta, alpha=alpha)}. */
    default Tensor addmm(Tensor mat1, Tensor mat2, double beta, double alpha) {
        return Torch.op("addmm").callTensor(self(), mat1, mat2, kw("beta", beta), kw("alpha", alpha));
    }

    /** {@code torch.baddbmm(this, batch1, batch2)}. */
    default Tensor baddbmm(Tensor batch1, Tensor batch2) {
        return Torch.op("baddbmm").callTensor(self(), batch1, batch2);
    }

    /** {@code torch.addmv(this, mat, vec)}. */
    default Tensor addmv(Tensor mat, Tensor vec) {
        return Torch.op("addmv").callTensor(self(), mat, vec);
    }

    /** {@code torch.diag(this)}: the diagonal of a matrix, or a matrix with that diagonal. */
    default Tensor diag() {
        return Torch.op("diag").callTensor(self());
    }

    /** {@code torch.diag(this, diagonal)}. */
    default Tensor diag(long diagonal) {
        return Torch.op("diag").callTensor(self(), diagonal);
    }

    /** {@code torch.diagonal(this, offset, dim1, dim2)}: a view. */
    default Tensor diagonal(long offset, long dim1, long dim2) {
        return Torch.op("diagonal").callTensor(self(), offset, dim1, dim2);
    }

    /** {@code torch.diag_embed(this)}. */
    default Tensor diagEmbed() {
        return Torch.op("diag_embed").callTensor(self());
    }

    /** {@code torch.tril(this)}. */
    default Tensor tril() {
        return tril(0);
    }

    /** {@code torch.triu(this)}. */
    default Tensor triu() {
        return triu(0);
    }

    /** {@code torch.tril(this, diagonal)}: 0 is the main diagonal. */
    default Tensor tril(long diagonal) {
        return Torch.op("tril").callTensor(self(), diagonal);
    }

    /** {@code torch.triu(this, diagonal)}: 0 is the main diagonal. */
    default Tensor triu(long diagonal) {
        return Torch.op("triu").callTensor(self(), diagonal);
    }

    /** {@code torch.trace(this)}. */
    default Tensor trace() {
        return Torch.op("trace").callTensor(self());
    }

    /** {@code torch.det(this)}. */
    default Tensor det() {
        return Torch.op("det").callTensor(self());
    }

    /** {@code torch.logdet(this)}. */
    default Tensor logdet() {
        return Torch.op("logdet").callTensor(self());
    }

    /** {@code torch.inverse(this)}. */
    default Tensor inverse() {
        return Torch.op("inverse").callTensor(self());
    }

    /** {@code torch.pinverse(this)}. */
    default Tensor pinverse() {
        return Torch.op("pinverse").callTensor(self());
    }

    /** {@code torch.matrix_power(this, n)}. */
    default Tensor matrixPower(long n) {
        return Torch.op("matrix_power").callTensor(self(), n);
    }

    /** {@code torch.matrix_exp(this)}. */
    default Tensor matrixExp() {
        return Torch.op("matrix_exp").callTensor(self());
    }

    /** {@code torch.cholesky(this)}: the lower triangle. */
    default Tensor cholesky() {
        return Torch.op("cholesky").callTensor(self());
    }

    /** {@code torch.corrcoef(this)}: rows are variables. */
    default Tensor corrcoef() {
        return Torch.op("corrcoef").callTensor(self());
    }

    /** {@code torch.cov(this)}: rows are variables. */
    default Tensor cov() {
        return Torch.op("cov").callTensor(self());
    }

    /** {@code torch.inner(this, other)}: of the last dimensions. */
    default Tensor inner(Tensor other) {
        return Torch.op("inner").callTensor(self(), other);
    }

    /** {@code torch.vdot(this, other)}: of vectors, the first of them conjugated. */
    default Tensor vdot(Tensor other) {
        return Torch.op("vdot").callTensor(self(), other);
    }

    /** {@code torch.addr(this, vec1, vec2)}: this + the outer product. */
    default Tensor addr(Tensor vec1, Tensor vec2) {
        return Torch.op("addr").callTensor(self(), vec1, vec2);
    }

    /** {@code torch.addbmm(this, batch1, batch2)}: this + the sum of the products. */
    default Tensor addbmm(Tensor batch1, Tensor batch2) {
        return Torch.op("addbmm").callTensor(self(), batch1, batch2);
    }

    /** {@code torch.dist(this, other, p)}: the p-norm of the difference, 0-dimensional. */
    default Tensor dist(Tensor other, double p) {
        return Torch.op("dist").callTensor(self(), other, p);
    }

    /** {@code torch.diagflat(this, offset)}: a matrix with these values on a diagonal. */
    default Tensor diagflat(long offset) {
        return Torch.op("diagflat").callTensor(self(), offset);
    }

    /** {@code torch.renorm(this, p, dim, maxnorm)}: parts along {@code dim} scaled down to that norm. */
    default Tensor renorm(double p, long dim, double maxnorm) {
        return Torch.op("renorm").callTensor(self(), p, dim, maxnorm);
    }
}
