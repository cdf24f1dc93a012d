package org.panatorch.torch;

import static org.panatorch.torch.internal.TensorAccess.at;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;

/**
 * Element by element: arithmetic, comparison and elementary functions, with PyTorch's broadcasting and type promotion.
 *
 * <p>Python's operators are methods: {@code a + b} is {@code a.add(b)}, {@code 2 * x} is {@code x.mul(2)},
 * {@code 1 - x} is {@code x.rsub(1)}, {@code 1 / x} is {@code x.rdiv(1)}, {@code x == y} is {@code x.eq(y)}.
 */
sealed interface PointwiseOps extends Ops permits Tensor {

    // ---- arithmetic

    /** {@code this + other}. */
    default Tensor add(Tensor other) {
        return Call.binary("add", self(), other, torch::add);
    }

    /** {@code this + other}. */
    default Tensor add(double other) {
        return Call.scalar("add", self(), other, torch::add);
    }

    /** {@code this + other}: an integer tensor stays one. */
    default Tensor add(long other) {
        return Call.scalar("add", self(), other, torch::add);
    }

    /** {@code torch.add(this, other, alpha=alpha)}: {@code this + alpha * other}. */
    default Tensor add(Tensor other, double alpha) {
        try (var s = new Scalar(alpha)) {
            return Call.binary("add", self(), other, (a, b) -> torch.add(a, b, s));
        }
    }

    /** {@code this.add_(other, alpha=alpha)}: {@code this += alpha * other}. */
    default Tensor add_(Tensor other, double alpha) {
        try (var s = new Scalar(alpha)) {
            return Call.inPlace("add_", self(), other, (a, b) -> a.add_(b, s));
        }
    }

    /** {@code this += other}. */
    default Tensor add_(Tensor other) {
        return Call.inPlace("add_", self(), other, org.bytedeco.pytorch.Tensor::add_);
    }

    /** {@code this += other}. */
    default Tensor add_(double other) {
        return Call.inPlace("add_", self(), other, org.bytedeco.pytorch.Tensor::add_);
    }

    /** {@code this - other}. */
    default Tensor sub(Tensor other) {
        return Call.binary("sub", self(), other, torch::sub);
    }

    /** {@code this - other}. */
    default Tensor sub(double other) {
        return Call.scalar("sub", self(), other, torch::sub);
    }

    /** {@code this - other}: an integer tensor stays one. */
    default Tensor sub(long other) {
        return Call.scalar("sub", self(), other, torch::sub);
    }

    /** {@code this -= other}. */
    default Tensor sub_(Tensor other) {
        return Call.inPlace("sub_", self(), other, org.bytedeco.pytorch.Tensor::sub_);
    }

    /** {@code this -= other}. */
    default Tensor sub_(double other) {
        return Call.inPlace("sub_", self(), other, org.bytedeco.pytorch.Tensor::sub_);
    }

    /** {@code this * other}. */
    default Tensor mul(Tensor other) {
        return Call.binary("mul", self(), other, torch::mul);
    }

    /** {@code this * other}. */
    default Tensor mul(double other) {
        return Call.scalar("mul", self(), other, torch::mul);
    }

    /** {@code this * other}: an integer tensor stays one. */
    default Tensor mul(long other) {
        return Call.scalar("mul", self(), other, torch::mul);
    }

    /** {@code this *= other}. */
    default Tensor mul_(Tensor other) {
        return Call.inPlace("mul_", self(), other, org.bytedeco.pytorch.Tensor::mul_);
    }

    /** {@code this *= other}. */
    default Tensor mul_(double other) {
        return Call.inPlace("mul_", self(), other, org.bytedeco.pytorch.Tensor::mul_);
    }

    /** {@code this / other}. */
    default Tensor div(Tensor other) {
        return Call.binary("div", self(), other, torch::div);
    }

    /** {@code this / other}. */
    default Tensor div(double other) {
        return Call.scalar("div", self(), other, torch::div);
    }

    /** {@code this / other}: an integer tensor stays one (but for /, which is true division). */
    default Tensor div(long other) {
        return Call.scalar("div", self(), other, torch::div);
    }

    /** {@code this /= other}. */
    default Tensor div_(Tensor other) {
        return Call.inPlace("div_", self(), other, org.bytedeco.pytorch.Tensor::div_);
    }

    /** {@code this /= other}. */
    default Tensor div_(double other) {
        return Call.inPlace("div_", self(), other, org.bytedeco.pytorch.Tensor::div_);
    }

    /** {@code other - this}. */
    default Tensor rsub(double other) {
        return Call.scalar("rsub", self(), other, torch::rsub);
    }

    /** {@code other / this}, which PyTorch computes as {@code this.reciprocal() * other}. */
    default Tensor rdiv(double other) {
        try (var reciprocal = reciprocal()) {
            return reciprocal.mul(other);
        }
    }

    /** {@code this ** exponent}. */
    default Tensor pow(double exponent) {
        return Call.scalar("pow", self(), exponent, torch::pow);
    }

    /** {@code this ** exponent}. */
    default Tensor pow(long exponent) {
        return Call.scalar("pow", self(), exponent, torch::pow);
    }

    /** {@code this ** exponent}. */
    default Tensor pow(Tensor exponent) {
        return Call.binary("pow", self(), exponent, torch::pow);
    }

    /** {@code this % other}, with the sign of {@code other}, as in Python. */
    default Tensor remainder(long other) {
        return Call.scalar("remainder", self(), other, torch::remainder);
    }

    /** {@code this + value * tensor1 * tensor2}, in place. */
    default Tensor addcmul_(Tensor tensor1, Tensor tensor2, double value) {
        try (var s = new Scalar(value)) {
            return Call.value("addcmul_", () -> {
                at(self()).addcmul_(at(tensor1), at(tensor2), s);
                return self();
            }, self(), tensor1, tensor2);
        }
    }

    /** {@code this + value * tensor1 / tensor2}, in place. */
    default Tensor addcdiv_(Tensor tensor1, Tensor tensor2, double value) {
        try (var s = new Scalar(value)) {
            return Call.value("addcdiv_", () -> {
                at(self()).addcdiv_(at(tensor1), at(tensor2), s);
                return self();
            }, self(), tensor1, tensor2);
        }
    }

    /** {@code this + weight * (end - this)}, in place. */
    default Tensor lerp_(Tensor end, double weight) {
        try (var s = new Scalar(weight)) {
            return Call.inPlace("lerp_", self(), end, (a, e) -> a.lerp_(e, s));
        }
    }

    // ---- functions

    /** {@code torch.neg(this)}. */
    default Tensor neg() {
        return Call.unary("neg", self(), torch::neg);
    }

    /** {@code torch.abs(this)}. */
    default Tensor abs() {
        return Call.unary("abs", self(), torch::abs);
    }

    /** {@code torch.sign(this)}. */
    default Tensor sign() {
        return Call.unary("sign", self(), torch::sign);
    }

    /** {@code torch.sqrt(this)}. */
    default Tensor sqrt() {
        return Call.unary("sqrt", self(), torch::sqrt);
    }

    /** {@code torch.rsqrt(this)}. */
    default Tensor rsqrt() {
        return Call.unary("rsqrt", self(), torch::rsqrt);
    }

    /** {@code torch.square(this)}. */
    default Tensor square() {
        return Call.unary("square", self(), torch::square);
    }

    /** {@code torch.reciprocal(this)}. */
    default Tensor reciprocal() {
        return Call.unary("reciprocal", self(), torch::reciprocal);
    }

    /** {@code torch.exp(this)}. */
    default Tensor exp() {
        return Call.unary("exp", self(), torch::exp);
    }

    /** {@code torch.expm1(this)}. */
    default Tensor expm1() {
        return Call.unary("expm1", self(), torch::expm1);
    }

    /** {@code torch.log(this)}. */
    default Tensor log() {
        return Call.unary("log", self(), torch::log);
    }

    /** {@code torch.log1p(this)}. */
    default Tensor log1p() {
        return Call.unary("log1p", self(), torch::log1p);
    }

    /** {@code torch.log2(this)}. */
    default Tensor log2() {
        return Call.unary("log2", self(), torch::log2);
    }

    /** {@code torch.sin(this)}. */
    default Tensor sin() {
        return Call.unary("sin", self(), torch::sin);
    }

    /** {@code torch.cos(this)}. */
    default Tensor cos() {
        return Call.unary("cos", self(), torch::cos);
    }

    /** {@code torch.tan(this)}. */
    default Tensor tan() {
        return Call.unary("tan", self(), torch::tan);
    }

    /** {@code torch.tanh(this)}. */
    default Tensor tanh() {
        return Call.unary("tanh", self(), torch::tanh);
    }

    /** {@code torch.sigmoid(this)}. */
    default Tensor sigmoid() {
        return Call.unary("sigmoid", self(), torch::sigmoid);
    }

    /** {@code torch.relu(this)}. */
    default Tensor relu() {
        try {
            return Call.unary("relu", self(), torch::relu);
        } catch (TorchException e) {
            if (self().device().type() != Device.Type.META) {
                throw e;
            }
            // PyTorch's meta kernel of relu is written in Python; this one computes the same
            return Call.scalar("relu", self(), 0L, torch::clamp_min);
        }
    }

    /** {@code torch.silu(this)}. */
    default Tensor silu() {
        return Call.unary("silu", self(), torch::silu);
    }

    /** {@code torch.floor(this)}. */
    default Tensor floor() {
        return Call.unary("floor", self(), torch::floor);
    }

    /** {@code torch.ceil(this)}. */
    default Tensor ceil() {
        return Call.unary("ceil", self(), torch::ceil);
    }

    /** {@code torch.round(this)}. */
    default Tensor round() {
        return Call.unary("round", self(), torch::round);
    }

    /** {@code torch.trunc(this)}. */
    default Tensor trunc() {
        return Call.unary("trunc", self(), torch::trunc);
    }

    /** {@code torch.isnan(this)}. */
    default Tensor isnan() {
        return Call.unary("isnan", self(), torch::isnan);
    }

    /** {@code torch.isinf(this)}. */
    default Tensor isinf() {
        return Call.unary("isinf", self(), torch::isinf);
    }

    /** {@code torch.isfinite(this)}. */
    default Tensor isfinite() {
        return Call.unary("isfinite", self(), torch::isfinite);
    }

    /** {@code torch.logical_not(this)}. */
    default Tensor logicalNot() {
        return Call.unary("logical_not", self(), torch::logical_not);
    }

    /** {@code this.relu_()}. */
    default Tensor relu_() {
        return Call.inPlace("relu_", self(), org.bytedeco.pytorch.Tensor::relu_);
    }

    /** {@code this.neg_()}. */
    default Tensor neg_() {
        return Call.inPlace("neg_", self(), org.bytedeco.pytorch.Tensor::neg_);
    }

    /** {@code this.sqrt_()}. */
    default Tensor sqrt_() {
        return Call.inPlace("sqrt_", self(), org.bytedeco.pytorch.Tensor::sqrt_);
    }

    /** {@code this.exp_()}. */
    default Tensor exp_() {
        return Call.inPlace("exp_", self(), org.bytedeco.pytorch.Tensor::exp_);
    }

    /** {@code this.sigmoid_()}. */
    default Tensor sigmoid_() {
        return Call.inPlace("sigmoid_", self(), org.bytedeco.pytorch.Tensor::sigmoid_);
    }

    /** {@code this.tanh_()}. */
    default Tensor tanh_() {
        return Call.inPlace("tanh_", self(), org.bytedeco.pytorch.Tensor::tanh_);
    }

    /** {@code this.zero_()}. */
    default Tensor zero_() {
        return Call.inPlace("zero_", self(), org.bytedeco.pytorch.Tensor::zero_);
    }

    /** {@code this.fill_(value)}. */
    default Tensor fill_(double value) {
        return Call.inPlace("fill_", self(), value, org.bytedeco.pytorch.Tensor::fill_);
    }

    /** {@code this.copy_(source)}: the values of {@code source}, broadcast and converted to this tensor's type. */
    default Tensor copy_(Tensor source) {
        return Call.inPlace("copy_", self(), source, org.bytedeco.pytorch.Tensor::copy_);
    }

    /** {@code torch.clamp(this, min, max)}. */
    default Tensor clamp(double min, double max) {
        try (var lo = new Scalar(min); var hi = new Scalar(max);
                var low = new ScalarOptional(lo); var high = new ScalarOptional(hi)) {
            return Call.unary("clamp", self(), a -> torch.clamp(a, low, high));
        }
    }

    // ---- comparison

    /** {@code this == other}: a boolean tensor. */
    default Tensor eq(Tensor other) {
        return Call.binary("eq", self(), other, torch::eq);
    }

    /** {@code this == other}: a boolean tensor. */
    default Tensor eq(double other) {
        return Call.scalar("eq", self(), other, torch::eq);
    }

    /** {@code this != other}: a boolean tensor. */
    default Tensor ne(Tensor other) {
        return Call.binary("ne", self(), other, torch::ne);
    }

    /** {@code this != other}: a boolean tensor. */
    default Tensor ne(double other) {
        return Call.scalar("ne", self(), other, torch::ne);
    }

    /** {@code this < other}: a boolean tensor. */
    default Tensor lt(Tensor other) {
        return Call.binary("lt", self(), other, torch::lt);
    }

    /** {@code this < other}: a boolean tensor. */
    default Tensor lt(double other) {
        return Call.scalar("lt", self(), other, torch::lt);
    }

    /** {@code this <= other}: a boolean tensor. */
    default Tensor le(Tensor other) {
        return Call.binary("le", self(), other, torch::le);
    }

    /** {@code this <= other}: a boolean tensor. */
    default Tensor le(double other) {
        return Call.scalar("le", self(), other, torch::le);
    }

    /** {@code this > other}: a boolean tensor. */
    default Tensor gt(Tensor other) {
        return Call.binary("gt", self(), other, torch::gt);
    }

    /** {@code this > other}: a boolean tensor. */
    default Tensor gt(double other) {
        return Call.scalar("gt", self(), other, torch::gt);
    }

    /** {@code this >= other}: a boolean tensor. */
    default Tensor ge(Tensor other) {
        return Call.binary("ge", self(), other, torch::ge);
    }

    /** {@code this >= other}: a boolean tensor. */
    default Tensor ge(double other) {
        return Call.scalar("ge", self(), other, torch::ge);
    }

    /** {@code torch.logical_and(this, other)}. */
    default Tensor logicalAnd(Tensor other) {
        return Call.binary("logical_and", self(), other, torch::logical_and);
    }

    /** {@code torch.logical_or(this, other)}. */
    default Tensor logicalOr(Tensor other) {
        return Call.binary("logical_or", self(), other, torch::logical_or);
    }

    /** {@code torch.maximum(this, other)}. */
    default Tensor maximum(Tensor other) {
        return Call.binary("maximum", self(), other, torch::maximum);
    }

    /** {@code torch.minimum(this, other)}. */
    default Tensor minimum(Tensor other) {
        return Call.binary("minimum", self(), other, torch::minimum);
    }

    /** {@code torch.matmul(this, other)}, Python's {@code @}. */
    default Tensor matmul(Tensor other) {
        return Call.binary("matmul", self(), other, torch::matmul);
    }
}
