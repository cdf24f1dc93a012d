package org.panatorch.torch;

/** Special functions, and those of integers. */
sealed interface SpecialOps extends Ops permits Tensor {

    /** {@code torch.gcd(this, other)}: of integers. */
    default Tensor gcd(Tensor other) {
        return Torch.op("gcd").callTensor(self(), other);
    }

    /** {@code torch.lcm(this, other)}: of integers. */
    default Tensor lcm(Tensor other) {
        return Torch.op("lcm").callTensor(self(), other);
    }

    /** {@code torch.i0(this)}: the modified Bessel function of order 0. */
    default Tensor i0() {
        return Torch.op("i0").callTensor(self());
    }

    /** {@code torch.igamma(this, other)}: the regularized lower incomplete gamma function. */
    default Tensor igamma(Tensor other) {
        return Torch.op("igamma").callTensor(self(), other);
    }

    /** {@code torch.igammac(this, other)}: the upper one. */
    default Tensor igammac(Tensor other) {
        return Torch.op("igammac").callTensor(self(), other);
    }

    /** {@code torch.polygamma(n, this)}: the n-th derivative of {@code digamma}. */
    default Tensor polygamma(long n) {
        return Torch.op("polygamma").callTensor(n, self());
    }

    /** {@code torch.mvlgamma(this, p)}: the logarithm of the multivariate gamma function. */
    default Tensor mvlgamma(long p) {
        return Torch.op("mvlgamma").callTensor(self(), p);
    }

    /** {@code torch.logaddexp2(this, other)}: log2(2^this + 2^other). */
    default Tensor logaddexp2(Tensor other) {
        return Torch.op("logaddexp2").callTensor(self(), other);
    }

    /** {@code torch.nextafter(this, other)}: the next number towards {@code other}. */
    default Tensor nextafter(Tensor other) {
        return Torch.op("nextafter").callTensor(self(), other);
    }

    /** {@code torch.ldexp(this, other)}: this times 2^other. */
    default Tensor ldexp(Tensor other) {
        return Torch.op("ldexp.Tensor").callTensor(self(), other);
    }

    /** {@code torch.float_power(this, exponent)}: in float64. */
    default Tensor floatPower(double exponent) {
        return Torch.op("float_power.Tensor_Scalar").callTensor(self(), exponent);
    }

    /** {@code this.real}: a view of complex numbers' real parts. */
    default Tensor real() {
        return Torch.op("real").callTensor(self());
    }

    /** {@code this.imag}: a view of complex numbers' imaginary parts. */
    default Tensor imag() {
        return Torch.op("imag").callTensor(self());
    }

    /** {@code this.conj()}: a view that negates the imaginary parts when it is read. */
    default Tensor conj() {
        return Torch.op("conj").callTensor(self());
    }

    /** {@code this.angle()}: in radians. */
    default Tensor angle() {
        return Torch.op("angle").callTensor(self());
    }

    /** {@code torch.view_as_real(this)}: complex numbers as pairs in a last dimension of 2; a view. */
    default Tensor viewAsReal() {
        return Torch.op("view_as_real").callTensor(self());
    }

    /** {@code torch.view_as_complex(this)}: the other way round; a view. */
    default Tensor viewAsComplex() {
        return Torch.op("view_as_complex").callTensor(self());
    }
}
