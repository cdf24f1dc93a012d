package org.panatorch.torch;

import static org.panatorch.torch.internal.TensorAccess.at;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.Options;

/** Many elements to one, over the whole tensor or along dimensions; negative dimensions count from the end. */
sealed interface ReductionOps extends Ops permits Tensor {

    /** {@code this.sum()}: 0-dimensional. */
    default Tensor sum() {
        return Call.unary("sum", self(), torch::sum);
    }

    /** {@code this.sum(dims)}. */
    default Tensor sum(long... dims) {
        return Call.unary("sum", self(), a -> torch.sum(a, dims, false, Options.NO_DTYPE));
    }

    /** {@code this.mean()}: 0-dimensional. */
    default Tensor mean() {
        return Call.unary("mean", self(), torch::mean);
    }

    /** {@code this.mean(dims)}. */
    default Tensor mean(long... dims) {
        return Call.unary("mean", self(), a -> torch.mean(a, dims, false, Options.NO_DTYPE));
    }

    /** {@code this.std()}: with Bessel's correction (n - 1), 0-dimensional. */
    default Tensor std() {
        return Call.unary("std", self(), a -> torch.std(a, true));
    }

    /** {@code this.var()}: with Bessel's correction (n - 1), 0-dimensional. */
    default Tensor var() {
        return Call.unary("var", self(), a -> torch.var(a, true));
    }

    /** {@code this.min()}: 0-dimensional. */
    default Tensor min() {
        return Call.unary("min", self(), torch::min);
    }

    /** {@code this.max()}: 0-dimensional. */
    default Tensor max() {
        return Call.unary("max", self(), torch::max);
    }

    /** {@code this.argmax(dim)}: the index of the largest value along {@code dim}, int64. */
    default Tensor argmax(long dim) {
        try (var d = new LongOptional(dim)) {
            return Call.unary("argmax", self(), a -> torch.argmax(a, d, false));
        }
    }

    /** {@code this.prod()}: 0-dimensional. */
    default Tensor prod() {
        return Call.unary("prod", self(), torch::prod);
    }

    /** {@code this.cumprod(dim)}. */
    default Tensor cumprod(long dim) {
        return Call.unary("cumprod", self(), a -> torch.cumprod(a, dim));
    }

    /** {@code this.cumsum(dim)}. */
    default Tensor cumsum(long dim) {
        return Call.unary("cumsum", self(), a -> torch.cumsum(a, dim));
    }

    /** {@code this.all()}: 0-dimensional, boolean. */
    default Tensor all() {
        return Call.unary("all", self(), torch::all);
    }

    /** {@code this.any()}: 0-dimensional, boolean. */
    default Tensor any() {
        return Call.unary("any", self(), torch::any);
    }

    /** {@code torch.equal(this, other)}: same shape and the same values. */
    default boolean equal(Tensor other) {
        return Call.value("equal", () -> torch.equal(at(self()), at(other)), self(), other);
    }

    /** {@code torch.allclose(this, other)}: with PyTorch's tolerances, 1e-5 of the value and 1e-8. */
    default boolean allclose(Tensor other) {
        return allclose(other, 1e-5, 1e-8);
    }

    /** {@code torch.allclose(this, other, rtol, atol)}. */
    default boolean allclose(Tensor other, double rtol, double atol) {
        return Call.value("allclose", () -> torch.allclose(at(self()), at(other), rtol, atol, false), self(), other);
    }
}
