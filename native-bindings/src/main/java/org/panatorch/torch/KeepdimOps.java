package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

/** Reductions along one dimension, which may stay with the size 1. Several dimensions: {@code x.sum(shape(1, 2), true)}. */
sealed interface KeepdimOps extends Ops permits Tensor {

    /** {@code this.sum(dim, keepdim=keepdim)}. */
    default Tensor sum(long dim, boolean keepdim) {
        return Torch.op("sum.dim_IntList").callTensor(self(), new long[] {dim}, keepdim);
    }

    /** {@code this.mean(dim, keepdim=keepdim)}. */
    default Tensor mean(long dim, boolean keepdim) {
        return Torch.op("mean.dim").callTensor(self(), new long[] {dim}, keepdim);
    }

    /** {@code this.std(dim, keepdim=keepdim)}, with Bessel's correction (n - 1). */
    default Tensor std(long dim, boolean keepdim) {
        return Torch.op("std.correction").callTensor(self(), new long[] {dim}, kw("keepdim", keepdim));
    }

    /** {@code this.var(dim, keepdim=keepdim)}, with Bessel's correction (n - 1). */
    default Tensor var(long dim, boolean keepdim) {
        return Torch.op("var.correction").callTensor(self(), new long[] {dim}, kw("keepdim", keepdim));
    }

    /** {@code this.prod(dim, keepdim=keepdim)}. */
    default Tensor prod(long dim, boolean keepdim) {
        return Torch.op("prod.dim_int").callTensor(self(), dim, keepdim);
    }

    /** {@code this.amax(dim, keepdim=keepdim)}. */
    default Tensor amax(long dim, boolean keepdim) {
        return Torch.op("amax").callTensor(self(), new long[] {dim}, keepdim);
    }

    /** {@code this.amin(dim, keepdim=keepdim)}. */
    default Tensor amin(long dim, boolean keepdim) {
        return Torch.op("amin").callTensor(self(), new long[] {dim}, keepdim);
    }

    /** {@code this.all(dim, keepdim=keepdim)}. */
    default Tensor all(long dim, boolean keepdim) {
        return Torch.op("all.dim").callTensor(self(), dim, keepdim);
    }

    /** {@code this.any(dim, keepdim=keepdim)}. */
    default Tensor any(long dim, boolean keepdim) {
        return Torch.op("any.dim").callTensor(self(), dim, keepdim);
    }

    /** {@code this.logsumexp(dim, keepdim=keepdim)}. */
    default Tensor logsumexp(long dim, boolean keepdim) {
        return Torch.op("logsumexp").callTensor(self(), new long[] {dim}, keepdim);
    }

    /** {@code this.argmin(dim, keepdim=keepdim)}. */
    default Tensor argmin(long dim, boolean keepdim) {
        return Torch.op("argmin").callTensor(self(), dim, keepdim);
    }

    /** {@code this.norm(p, dim=dim, keepdim=keepdim)}. */
    default Tensor norm(double p, long dim, boolean keepdim) {
        return Torch.op("norm.ScalarOpt_dim").callTensor(self(), p, new long[] {dim}, keepdim);
    }
}
