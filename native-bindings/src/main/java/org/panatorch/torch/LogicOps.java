package org.panatorch.torch;

/** Booleans and bits: comparisons that {@link PointwiseOps} leaves out, logic, and choosing by a mask. */
sealed interface LogicOps extends Ops permits Tensor {

    /** {@code torch.logical_xor(this, other)}. */
    default Tensor logicalXor(Tensor other) {
        return Torch.op("logical_xor").callTensor(self(), other);
    }

    /** {@code this & other}, of integers or booleans. */
    default Tensor bitwiseAnd(Tensor other) {
        return Torch.op("bitwise_and.Tensor").callTensor(self(), other);
    }

    /** {@code this & other}, of integers or booleans. */
    default Tensor bitwiseAnd(long other) {
        return Torch.op("bitwise_and.Scalar").callTensor(self(), other);
    }

    /** {@code this | other}, of integers or booleans. */
    default Tensor bitwiseOr(Tensor other) {
        return Torch.op("bitwise_or.Tensor").callTensor(self(), other);
    }

    /** {@code this | other}, of integers or booleans. */
    default Tensor bitwiseOr(long other) {
        return Torch.op("bitwise_or.Scalar").callTensor(self(), other);
    }

    /** {@code this ^ other}, of integers or booleans. */
    default Tensor bitwiseXor(Tensor other) {
        return Torch.op("bitwise_xor.Tensor").callTensor(self(), other);
    }

    /** {@code this ^ other}, of integers or booleans. */
    default Tensor bitwiseXor(long other) {
        return Torch.op("bitwise_xor.Scalar").callTensor(self(), other);
    }

    /** {@code ~this}, of integers or booleans. */
    default Tensor bitwiseNot() {
        return Torch.op("bitwise_not").callTensor(self());
    }

    /** {@code this << bits}. */
    default Tensor bitwiseLeftShift(long bits) {
        return Torch.op("bitwise_left_shift.Tensor_Scalar").callTensor(self(), bits);
    }

    /** {@code this >> bits}. */
    default Tensor bitwiseRightShift(long bits) {
        return Torch.op("bitwise_right_shift.Tensor_Scalar").callTensor(self(), bits);
    }

    /** {@code torch.isposinf(this)}. */
    default Tensor isposinf() {
        return Torch.op("isposinf").callTensor(self());
    }

    /** {@code torch.isneginf(this)}. */
    default Tensor isneginf() {
        return Torch.op("isneginf").callTensor(self());
    }

    /** {@code torch.isreal(this)}. */
    default Tensor isreal() {
        return Torch.op("isreal").callTensor(self());
    }

    /** {@code this == other}: a boolean tensor. */
    default Tensor eq(long other) {
        return Torch.op("eq.Scalar").callTensor(self(), other);
    }

    /** {@code torch.isclose(this, other, rtol, atol)}; PyTorch's defaults are 1e-5 and 1e-8. */
    default Tensor isclose(Tensor other, double rtol, double atol) {
        return Torch.op("isclose").callTensor(self(), other, rtol, atol);
    }

    /** {@code torch.isin(this, elements)}: a boolean tensor. */
    default Tensor isin(Tensor elements) {
        return Torch.op("isin.Tensor_Tensor").callTensor(self(), elements);
    }

    /** {@code this.masked_fill(mask, value)}: a copy. */
    default Tensor maskedFill(Tensor mask, double value) {
        return Torch.op("masked_fill.Scalar").callTensor(self(), mask, value);
    }

    /** {@code this.masked_select(mask)}, Python's {@code this[mask]}: one dimension, a copy. */
    default Tensor maskedSelect(Tensor mask) {
        return Torch.op("masked_select").callTensor(self(), mask);
    }

    /** {@code this.masked_scatter(mask, source)}: a copy. */
    default Tensor maskedScatter(Tensor mask, Tensor source) {
        return Torch.op("masked_scatter").callTensor(self(), mask, source);
    }

    /** {@code this.where(condition, other)}: {@code this} where the condition is true. */
    default Tensor where(Tensor condition, Tensor other) {
        return Torch.op("where.self").callTensor(condition, self(), other);
    }

    /** {@code this.where(condition, other)}. */
    default Tensor where(Tensor condition, double other) {
        return Torch.op("where.ScalarOther").callTensor(condition, self(), other);
    }
}
