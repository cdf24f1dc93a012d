package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

import java.util.List;

/** Reductions along dimensions with all their arguments, and statistics; see {@link ReductionOps} for the plain ones. */
sealed interface StatisticsOps extends Ops permits Tensor {

    /** {@code this.sum(dims, keepdim=keepdim)}. */
    default Tensor sum(long[] dims, boolean keepdim) {
        return Torch.op("sum.dim_IntList").callTensor(self(), dims, keepdim);
    }

    /** {@code this.mean(dims, keepdim=keepdim)}. */
    default Tensor mean(long[] dims, boolean keepdim) {
        return Torch.op("mean.dim").callTensor(self(), dims, keepdim);
    }

    /** {@code this.std(dims)}, with Bessel's correction (n - 1). */
    default Tensor std(long... dims) {
        return Torch.op("std.dim").callTensor(self(), dims);
    }

    /** {@code this.var(dims)}, with Bessel's correction (n - 1). */
    default Tensor var(long... dims) {
        return Torch.op("var.dim").callTensor(self(), dims);
    }

    /** {@code this.std(dims, correction=correction, keepdim=keepdim)}; 0 for none. */
    default Tensor std(long[] dims, double correction, boolean keepdim) {
        return Torch.op("std.correction").callTensor(self(), dims, kw("correction", correction), kw("keepdim", keepdim));
    }

    /** {@code this.var(dims, correction=correction, keepdim=keepdim)}; 0 for none. */
    default Tensor var(long[] dims, double correction, boolean keepdim) {
        return Torch.op("var.correction").callTensor(self(), dims, kw("correction", correction), kw("keepdim", keepdim));
    }

    /** {@code this.prod(dim)}. */
    default Tensor prod(long dim) {
        return Torch.op("prod.dim_int").callTensor(self(), dim);
    }

    /** {@code this.amax(dims)}: the largest values. */
    default Tensor amax(long... dims) {
        return Torch.op("amax").callTensor(self(), dims);
    }

    /** {@code this.amin(dims)}: the smallest values. */
    default Tensor amin(long... dims) {
        return Torch.op("amin").callTensor(self(), dims);
    }

    /** {@code this.amax(dims, keepdim=keepdim)}. */
    default Tensor amax(long[] dims, boolean keepdim) {
        return Torch.op("amax").callTensor(self(), dims, keepdim);
    }

    /** {@code this.amin(dims, keepdim=keepdim)}. */
    default Tensor amin(long[] dims, boolean keepdim) {
        return Torch.op("amin").callTensor(self(), dims, keepdim);
    }

    /** {@code this.argmax()}: the index in the flattened tensor, 0-dimensional. */
    default Tensor argmax() {
        return Torch.op("argmax").callTensor(self());
    }

    /** {@code this.argmin()}: the index in the flattened tensor, 0-dimensional. */
    default Tensor argmin() {
        return Torch.op("argmin").callTensor(self());
    }

    /** {@code this.argmin(dim)}: the index of the smallest value along {@code dim}, int64. */
    default Tensor argmin(long dim) {
        return Torch.op("argmin").callTensor(self(), dim);
    }

    /** {@code this.argmax(dim, keepdim=keepdim)}. */
    default Tensor argmax(long dim, boolean keepdim) {
        return Torch.op("argmax").callTensor(self(), dim, keepdim);
    }

    /** {@code this.median()}: the lower one of two in the middle, 0-dimensional. */
    default Tensor median() {
        return Torch.op("median").callTensor(self());
    }

    /** {@code this.all(dim)}. */
    default Tensor all(long dim) {
        return Torch.op("all.dim").callTensor(self(), dim);
    }

    /** {@code this.any(dim)}. */
    default Tensor any(long dim) {
        return Torch.op("any.dim").callTensor(self(), dim);
    }

    /** {@code this.logsumexp(dims)}. */
    default Tensor logsumexp(long... dims) {
        return Torch.op("logsumexp").callTensor(self(), dims);
    }

    /** {@code this.nansum()}: NaN counts as 0. */
    default Tensor nansum() {
        return Torch.op("nansum").callTensor(self(), null);
    }

    /** {@code this.nanmean()}: NaN does not count. */
    default Tensor nanmean() {
        return Torch.op("nanmean").callTensor(self(), null);
    }

    /** {@code this.norm()}: the 2-norm of all elements. */
    default Tensor norm() {
        return Torch.op("norm.Scalar").callTensor(self());
    }

    /** {@code this.norm(p, dims)}. */
    default Tensor norm(double p, long... dims) {
        return Torch.op("norm.ScalarOpt_dim").callTensor(self(), p, dims);
    }

    /** {@code this.count_nonzero()}: int64. */
    default Tensor countNonzero() {
        return Torch.op("count_nonzero").callTensor(self());
    }

    /** {@code this.logcumsumexp(dim)}. */
    default Tensor logcumsumexp(long dim) {
        return Torch.op("logcumsumexp").callTensor(self(), dim);
    }

    /** {@code torch.diff(this)}: of neighbours along the last dimension. */
    default Tensor diff() {
        return Torch.op("diff").callTensor(self());
    }

    /** {@code torch.quantile(this, q)}, interpolated. */
    default Tensor quantile(double q) {
        return Torch.op("quantile.scalar").callTensor(self(), q);
    }

    /** {@code torch.quantile(this, q, dim)}, interpolated. */
    default Tensor quantile(Tensor q, long dim) {
        return Torch.op("quantile").callTensor(self(), q, dim);
    }

    /** {@code this.max(dim)}: the largest values along {@code dim}, and where they are. */
    default ValuesIndices max(long dim) {
        return ValuesIndices.of(Torch.op("max.dim").callTensors(self(), dim));
    }

    /** {@code this.min(dim)}: the smallest values along {@code dim}, and where they are. */
    default ValuesIndices min(long dim) {
        return ValuesIndices.of(Torch.op("min.dim").callTensors(self(), dim));
    }

    /** {@code this.max(dim, keepdim=keepdim)}. */
    default ValuesIndices max(long dim, boolean keepdim) {
        return ValuesIndices.of(Torch.op("max.dim").callTensors(self(), dim, keepdim));
    }

    /** {@code this.min(dim, keepdim=keepdim)}. */
    default ValuesIndices min(long dim, boolean keepdim) {
        return ValuesIndices.of(Torch.op("min.dim").callTensors(self(), dim, keepdim));
    }

    /** {@code this.median(dim)}. */
    default ValuesIndices median(long dim) {
        return ValuesIndices.of(Torch.op("median.dim").callTensors(self(), dim));
    }

    /** {@code this.mode(dim)}: the commonest values along {@code dim}. */
    default ValuesIndices mode(long dim) {
        return ValuesIndices.of(Torch.op("mode").callTensors(self(), dim));
    }

    /** {@code this.cummax(dim)}. */
    default ValuesIndices cummax(long dim) {
        return ValuesIndices.of(Torch.op("cummax").callTensors(self(), dim));
    }

    /** {@code this.cummin(dim)}. */
    default ValuesIndices cummin(long dim) {
        return ValuesIndices.of(Torch.op("cummin").callTensors(self(), dim));
    }

    /** {@code torch.aminmax(this)}: the smallest and the largest value. */
    default List<Tensor> aminmax() {
        return Torch.op("aminmax").callTensors(self());
    }

    /** {@code torch.var_mean(this)}: with Bessel's correction (n - 1). */
    default List<Tensor> varMean() {
        return Torch.op("var_mean").callTensors(self(), true);
    }

    /** {@code torch.std_mean(this)}: with Bessel's correction (n - 1). */
    default List<Tensor> stdMean() {
        return Torch.op("std_mean").callTensors(self(), true);
    }

    /** {@code this.nanmedian()}: leaves NaN out. */
    default Tensor nanmedian() {
        return Torch.op("nanmedian").callTensor(self());
    }

    /** {@code this.nanquantile(q)}: leaves NaN out. */
    default Tensor nanquantile(double q) {
        return Torch.op("nanquantile.scalar").callTensor(self(), q);
    }

    /** {@code torch.trapezoid(this, dx=dx)}: the area under the values along the last dimension. */
    default Tensor trapezoid(double dx) {
        return Torch.op("trapezoid.dx").callTensor(self(), kw("dx", dx));
    }

    /** {@code torch.cumulative_trapezoid(this, dx=dx)}. */
    default Tensor cumulativeTrapezoid(double dx) {
        return Torch.op("cumulative_trapezoid.dx").callTensor(self(), kw("dx", dx));
    }
}
