package org.panatorch.torch;

import static org.panatorch.torch.Keywords.kw;

/** Element by element: what {@link PointwiseOps} leaves out of arithmetic and elementary functions. */
sealed interface MathOps extends Ops permits Tensor {

    /** {@code torch.acos(this)}. */
    default Tensor acos() {
        return Torch.op("acos").callTensor(self());
    }

    /** {@code torch.asin(this)}. */
    default Tensor asin() {
        return Torch.op("asin").callTensor(self());
    }

    /** {@code torch.atan(this)}. */
    default Tensor atan() {
        return Torch.op("atan").callTensor(self());
    }

    /** {@code torch.acosh(this)}. */
    default Tensor acosh() {
        return Torch.op("acosh").callTensor(self());
    }

    /** {@code torch.asinh(this)}. */
    default Tensor asinh() {
        return Torch.op("asinh").callTensor(self());
    }

    /** {@code torch.atanh(this)}. */
    default Tensor atanh() {
        return Torch.op("atanh").callTensor(self());
    }

    /** {@code torch.sinh(this)}. */
    default Tensor sinh() {
        return Torch.op("sinh").callTensor(self());
    }

    /** {@code torch.cosh(this)}. */
    default Tensor cosh() {
        return Torch.op("cosh").callTensor(self());
    }

    /** {@code torch.exp2(this)}. */
    default Tensor exp2() {
        return Torch.op("exp2").callTensor(self());
    }

    /** {@code torch.log10(this)}. */
    default Tensor log10() {
        return Torch.op("log10").callTensor(self());
    }

    /** {@code torch.erf(this)}. */
    default Tensor erf() {
        return Torch.op("erf").callTensor(self());
    }

    /** {@code torch.erfc(this)}. */
    default Tensor erfc() {
        return Torch.op("erfc").callTensor(self());
    }

    /** {@code torch.erfinv(this)}. */
    default Tensor erfinv() {
        return Torch.op("erfinv").callTensor(self());
    }

    /** {@code torch.lgamma(this)}. */
    default Tensor lgamma() {
        return Torch.op("lgamma").callTensor(self());
    }

    /** {@code torch.digamma(this)}. */
    default Tensor digamma() {
        return Torch.op("digamma").callTensor(self());
    }

    /** {@code torch.frac(this)}. */
    default Tensor frac() {
        return Torch.op("frac").callTensor(self());
    }

    /** {@code torch.deg2rad(this)}. */
    default Tensor deg2rad() {
        return Torch.op("deg2rad").callTensor(self());
    }

    /** {@code torch.rad2deg(this)}. */
    default Tensor rad2deg() {
        return Torch.op("rad2deg").callTensor(self());
    }

    /** {@code torch.sgn(this)}. */
    default Tensor sgn() {
        return Torch.op("sgn").callTensor(self());
    }

    /** {@code torch.signbit(this)}. */
    default Tensor signbit() {
        return Torch.op("signbit").callTensor(self());
    }

    /** {@code torch.sinc(this)}. */
    default Tensor sinc() {
        return Torch.op("sinc").callTensor(self());
    }

    /** {@code torch.positive(this)}. */
    default Tensor positive() {
        return Torch.op("positive").callTensor(self());
    }

    /** {@code torch.logit(this)}. */
    default Tensor logit() {
        return Torch.op("logit").callTensor(self());
    }

    /** {@code this.abs_()}. */
    default Tensor abs_() {
        return Torch.op("abs_").callTensor(self());
    }

    /** {@code this.sin_()}. */
    default Tensor sin_() {
        return Torch.op("sin_").callTensor(self());
    }

    /** {@code this.cos_()}. */
    default Tensor cos_() {
        return Torch.op("cos_").callTensor(self());
    }

    /** {@code this.log_()}. */
    default Tensor log_() {
        return Torch.op("log_").callTensor(self());
    }

    /** {@code this.square_()}. */
    default Tensor square_() {
        return Torch.op("square_").callTensor(self());
    }

    /** {@code this.rsqrt_()}. */
    default Tensor rsqrt_() {
        return Torch.op("rsqrt_").callTensor(self());
    }

    /** {@code this.reciprocal_()}. */
    default Tensor reciprocal_() {
        return Torch.op("reciprocal_").callTensor(self());
    }

    /** {@code this.floor_()}. */
    default Tensor floor_() {
        return Torch.op("floor_").callTensor(self());
    }

    /** {@code this.ceil_()}. */
    default Tensor ceil_() {
        return Torch.op("ceil_").callTensor(self());
    }

    /** {@code this.round_()}. */
    default Tensor round_() {
        return Torch.op("round_").callTensor(self());
    }

    /** {@code this.trunc_()}. */
    default Tensor trunc_() {
        return Torch.op("trunc_").callTensor(self());
    }

    /** {@code this.silu_()}. */
    default Tensor silu_() {
        return Torch.op("silu_").callTensor(self());
    }

    /** {@code torch.logit(this, eps)}. */
    default Tensor logit(double eps) {
        return Torch.op("logit").callTensor(self(), eps);
    }

    /** {@code torch.round(this, decimals=decimals)}. */
    default Tensor round(long decimals) {
        return Torch.op("round.decimals").callTensor(self(), kw("decimals", decimals));
    }

    /** {@code torch.nan_to_num(this, nan)}: infinities become the largest finite values. */
    default Tensor nanToNum(double nan) {
        return Torch.op("nan_to_num").callTensor(self(), nan);
    }

    /** {@code torch.nan_to_num(this, nan, posinf, neginf)}. */
    default Tensor nanToNum(double nan, double posinf, double neginf) {
        return Torch.op("nan_to_num").callTensor(self(), nan, posinf, neginf);
    }

    /** {@code torch.atan2(this, other)}. */
    default Tensor atan2(Tensor other) {
        return Torch.op("atan2").callTensor(self(), other);
    }

    /** {@code torch.fmod(this, other)}: the remainder with the sign of {@code this}, as Java's {@code %}. */
    default Tensor fmod(Tensor other) {
        return Torch.op("fmod.Tensor").callTensor(self(), other);
    }

    /** {@code torch.fmod(this, other)}. */
    default Tensor fmod(double other) {
        return Torch.op("fmod.Scalar").callTensor(self(), other);
    }

    /** {@code this % other}, with the sign of {@code other}, as in Python. */
    default Tensor remainder(Tensor other) {
        return Torch.op("remainder.Tensor").callTensor(self(), other);
    }

    /** {@code this % other}, with the sign of {@code other}, as in Python. */
    default Tensor remainder(double other) {
        return Torch.op("remainder.Scalar").callTensor(self(), other);
    }

    /** {@code this // other}: rounded down, as in Python. */
    default Tensor floorDivide(Tensor other) {
        return Torch.op("floor_divide").callTensor(self(), other);
    }

    /** {@code this // other}: rounded down, as in Python. */
    default Tensor floorDivide(double other) {
        return Torch.op("floor_divide.Scalar").callTensor(self(), other);
    }

    /** {@code this // other}: an integer tensor stays one. */
    default Tensor floorDivide(long other) {
        return Torch.op("floor_divide.Scalar").callTensor(self(), other);
    }

    /** {@code torch.div(this, other, rounding_mode="trunc" or "floor")}. */
    default Tensor div(Tensor other, String roundingMode) {
        return Torch.op("div.Tensor_mode").callTensor(self(), other, kw("rounding_mode", roundingMode));
    }

    /** {@code torch.div(this, other, rounding_mode="trunc" or "floor")}. */
    default Tensor div(double other, String roundingMode) {
        return Torch.op("div.Scalar_mode").callTensor(self(), other, kw("rounding_mode", roundingMode));
    }

    /** {@code base ** this}. */
    default Tensor rpow(double base) {
        return Torch.op("pow.Scalar").callTensor(base, self());
    }

    /** {@code torch.hypot(this, other)}. */
    default Tensor hypot(Tensor other) {
        return Torch.op("hypot").callTensor(self(), other);
    }

    /** {@code torch.copysign(this, other)}. */
    default Tensor copysign(Tensor other) {
        return Torch.op("copysign.Tensor").callTensor(self(), other);
    }

    /** {@code torch.logaddexp(this, other)}. */
    default Tensor logaddexp(Tensor other) {
        return Torch.op("logaddexp").callTensor(self(), other);
    }

    /** {@code torch.xlogy(this, other)}. */
    default Tensor xlogy(Tensor other) {
        return Torch.op("xlogy.Tensor").callTensor(self(), other);
    }

    /** {@code torch.fmax(this, other)}: the larger one, and not NaN where one is a number. */
    default Tensor fmax(Tensor other) {
        return Torch.op("fmax").callTensor(self(), other);
    }

    /** {@code torch.fmin(this, other)}: the smaller one, and not NaN where one is a number. */
    default Tensor fmin(Tensor other) {
        return Torch.op("fmin").callTensor(self(), other);
    }

    /** {@code torch.heaviside(this, values)}. */
    default Tensor heaviside(Tensor values) {
        return Torch.op("heaviside").callTensor(self(), values);
    }

    /** {@code torch.sub(this, other, alpha=alpha)}: {@code this - alpha * other}. */
    default Tensor sub(Tensor other, double alpha) {
        return Torch.op("sub.Tensor").callTensor(self(), other, kw("alpha", alpha));
    }

    /** {@code this += other}, of an integer tensor too. */
    default Tensor add_(long other) {
        return Torch.op("add_.Scalar").callTensor(self(), other);
    }

    /** {@code this -= other}, of an integer tensor too. */
    default Tensor sub_(long other) {
        return Torch.op("sub_.Scalar").callTensor(self(), other);
    }

    /** {@code this *= other}, of an integer tensor too. */
    default Tensor mul_(long other) {
        return Torch.op("mul_.Scalar").callTensor(self(), other);
    }

    /** {@code other - this}: an integer tensor stays one. */
    default Tensor rsub(long other) {
        return Torch.op("rsub.Scalar").callTensor(self(), other);
    }

    /** {@code other - this}. */
    default Tensor rsub(Tensor other) {
        return Torch.op("rsub.Tensor").callTensor(self(), other);
    }

    /** {@code torch.lerp(this, end, weight)}: {@code this + weight * (end - this)}. */
    default Tensor lerp(Tensor end, double weight) {
        return Torch.op("lerp.Scalar").callTensor(self(), end, weight);
    }

    /** {@code torch.lerp(this, end, weight)}. */
    default Tensor lerp(Tensor end, Tensor weight) {
        return Torch.op("lerp.Tensor").callTensor(self(), end, weight);
    }

    /** {@code this + value * tensor1 * tensor2}. */
    default Tensor addcmul(Tensor tensor1, Tensor tensor2, double value) {
        return Torch.op("addcmul").callTensor(self(), tensor1, tensor2, kw("value", value));
    }

    /** {@code this + value * tensor1 / tensor2}. */
    default Tensor addcdiv(Tensor tensor1, Tensor tensor2, double value) {
        return Torch.op("addcdiv").callTensor(self(), tensor1, tensor2, kw("value", value));
    }

    /** {@code torch.clamp(this, min=min)}. */
    default Tensor clampMin(double min) {
        return Torch.op("clamp_min").callTensor(self(), min);
    }

    /** {@code torch.clamp(this, max=max)}. */
    default Tensor clampMax(double max) {
        return Torch.op("clamp_max").callTensor(self(), max);
    }

    /** {@code torch.clamp(this, min, max)}; one of them may be null. */
    default Tensor clamp(Tensor min, Tensor max) {
        return Torch.op("clamp.Tensor").callTensor(self(), min, max);
    }

    /** {@code this.clamp_(min, max)}. */
    default Tensor clamp_(double min, double max) {
        return Torch.op("clamp_").callTensor(self(), min, max);
    }

    /** {@code this **= exponent}. */
    default Tensor pow_(double exponent) {
        return Torch.op("pow_.Scalar").callTensor(self(), exponent);
    }

    /** {@code torch.softmax(this, dim)}. */
    default Tensor softmax(long dim) {
        return Torch.op("softmax.int").callTensor(self(), dim);
    }

    /** {@code torch.log_softmax(this, dim)}. */
    default Tensor logSoftmax(long dim) {
        return Torch.op("log_softmax.int").callTensor(self(), dim);
    }
}
