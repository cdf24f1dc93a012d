package org.panatorch.torch;

/** In-place forms beyond those of the other chapters. Each returns this tensor. */
sealed interface InPlaceOps extends Ops permits Tensor {

    /** {@code this.acos_()}. */
    default Tensor acos_() {
        return Torch.op("acos_").callTensor(self());
    }

    /** {@code this.acosh_()}. */
    default Tensor acosh_() {
        return Torch.op("acosh_").callTensor(self());
    }

    /** {@code this.asin_()}. */
    default Tensor asin_() {
        return Torch.op("asin_").callTensor(self());
    }

    /** {@code this.asinh_()}. */
    default Tensor asinh_() {
        return Torch.op("asinh_").callTensor(self());
    }

    /** {@code this.atan_()}. */
    default Tensor atan_() {
        return Torch.op("atan_").callTensor(self());
    }

    /** {@code this.atanh_()}. */
    default Tensor atanh_() {
        return Torch.op("atanh_").callTensor(self());
    }

    /** {@code this.cosh_()}. */
    default Tensor cosh_() {
        return Torch.op("cosh_").callTensor(self());
    }

    /** {@code this.sinh_()}. */
    default Tensor sinh_() {
        return Torch.op("sinh_").callTensor(self());
    }

    /** {@code this.tan_()}. */
    default Tensor tan_() {
        return Torch.op("tan_").callTensor(self());
    }

    /** {@code this.erf_()}. */
    default Tensor erf_() {
        return Torch.op("erf_").callTensor(self());
    }

    /** {@code this.erfc_()}. */
    default Tensor erfc_() {
        return Torch.op("erfc_").callTensor(self());
    }

    /** {@code this.erfinv_()}. */
    default Tensor erfinv_() {
        return Torch.op("erfinv_").callTensor(self());
    }

    /** {@code this.exp2_()}. */
    default Tensor exp2_() {
        return Torch.op("exp2_").callTensor(self());
    }

    /** {@code this.expm1_()}. */
    default Tensor expm1_() {
        return Torch.op("expm1_").callTensor(self());
    }

    /** {@code this.log1p_()}. */
    default Tensor log1p_() {
        return Torch.op("log1p_").callTensor(self());
    }

    /** {@code this.log2_()}. */
    default Tensor log2_() {
        return Torch.op("log2_").callTensor(self());
    }

    /** {@code this.log10_()}. */
    default Tensor log10_() {
        return Torch.op("log10_").callTensor(self());
    }

    /** {@code this.lgamma_()}. */
    default Tensor lgamma_() {
        return Torch.op("lgamma_").callTensor(self());
    }

    /** {@code this.digamma_()}. */
    default Tensor digamma_() {
        return Torch.op("digamma_").callTensor(self());
    }

    /** {@code this.frac_()}. */
    default Tensor frac_() {
        return Torch.op("frac_").callTensor(self());
    }

    /** {@code this.sign_()}. */
    default Tensor sign_() {
        return Torch.op("sign_").callTensor(self());
    }

    /** {@code this.sgn_()}. */
    default Tensor sgn_() {
        return Torch.op("sgn_").callTensor(self());
    }

    /** {@code this.sinc_()}. */
    default Tensor sinc_() {
        return Torch.op("sinc_").callTensor(self());
    }

    /** {@code this.i0_()}. */
    default Tensor i0_() {
        return Torch.op("i0_").callTensor(self());
    }

    /** {@code this.deg2rad_()}. */
    default Tensor deg2rad_() {
        return Torch.op("deg2rad_").callTensor(self());
    }

    /** {@code this.rad2deg_()}. */
    default Tensor rad2deg_() {
        return Torch.op("rad2deg_").callTensor(self());
    }

    /** {@code this.logical_not_()}. */
    default Tensor logicalNot_() {
        return Torch.op("logical_not_").callTensor(self());
    }

    /** {@code this.bitwise_not_()}. */
    default Tensor bitwiseNot_() {
        return Torch.op("bitwise_not_").callTensor(self());
    }

    /** {@code this.nan_to_num_(nan)}. */
    default Tensor nanToNum_(double nan) {
        return Torch.op("nan_to_num_").callTensor(self(), nan);
    }

    /** {@code this.logit_(eps)}. */
    default Tensor logit_(double eps) {
        return Torch.op("logit_").callTensor(self(), eps);
    }

    /** {@code this.atan2_(other)}. */
    default Tensor atan2_(Tensor other) {
        return Torch.op("atan2_").callTensor(self(), other);
    }

    /** {@code this.copysign_(other)}. */
    default Tensor copysign_(Tensor other) {
        return Torch.op("copysign_.Tensor").callTensor(self(), other);
    }

    /** {@code this.fmod_(other)}. */
    default Tensor fmod_(Tensor other) {
        return Torch.op("fmod_.Tensor").callTensor(self(), other);
    }

    /** {@code this.remainder_(other)}: {@code x %= other}. */
    default Tensor remainder_(Tensor other) {
        return Torch.op("remainder_.Tensor").callTensor(self(), other);
    }

    /** {@code this.floor_divide_(other)}: {@code x //= other}. */
    default Tensor floorDivide_(Tensor other) {
        return Torch.op("floor_divide_.Tensor").callTensor(self(), other);
    }

    /** {@code this.hypot_(other)}. */
    default Tensor hypot_(Tensor other) {
        return Torch.op("hypot_").callTensor(self(), other);
    }

    /** {@code this.xlogy_(other)}. */
    default Tensor xlogy_(Tensor other) {
        return Torch.op("xlogy_.Tensor").callTensor(self(), other);
    }

    /** {@code this.bitwise_and_(other)}: {@code mask &= other}. */
    default Tensor bitwiseAnd_(Tensor other) {
        return Torch.op("bitwise_and_.Tensor").callTensor(self(), other);
    }

    /** {@code this.bitwise_or_(other)}: {@code mask |= other}. */
    default Tensor bitwiseOr_(Tensor other) {
        return Torch.op("bitwise_or_.Tensor").callTensor(self(), other);
    }

    /** {@code this.bitwise_xor_(other)}. */
    default Tensor bitwiseXor_(Tensor other) {
        return Torch.op("bitwise_xor_.Tensor").callTensor(self(), other);
    }

    /** {@code this.logical_and_(other)}. */
    default Tensor logicalAnd_(Tensor other) {
        return Torch.op("logical_and_").callTensor(self(), other);
    }

    /** {@code this.logical_or_(other)}. */
    default Tensor logicalOr_(Tensor other) {
        return Torch.op("logical_or_").callTensor(self(), other);
    }

    /** {@code this.logical_xor_(other)}. */
    default Tensor logicalXor_(Tensor other) {
        return Torch.op("logical_xor_").callTensor(self(), other);
    }

    /** {@code this.fmod_(other)}. */
    default Tensor fmod_(double other) {
        return Torch.op("fmod_.Scalar").callTensor(self(), other);
    }

    /** {@code this.fmod_(other)}. */
    default Tensor fmod_(long other) {
        return Torch.op("fmod_.Scalar").callTensor(self(), other);
    }

    /** {@code this.remainder_(other)}. */
    default Tensor remainder_(double other) {
        return Torch.op("remainder_.Scalar").callTensor(self(), other);
    }

    /** {@code this.remainder_(other)}. */
    default Tensor remainder_(long other) {
        return Torch.op("remainder_.Scalar").callTensor(self(), other);
    }

    /** {@code this.floor_divide_(other)}. */
    default Tensor floorDivide_(double other) {
        return Torch.op("floor_divide_.Scalar").callTensor(self(), other);
    }

    /** {@code this.floor_divide_(other)}. */
    default Tensor floorDivide_(long other) {
        return Torch.op("floor_divide_.Scalar").callTensor(self(), other);
    }

    /** {@code this.clamp_min_(min)}. */
    default Tensor clampMin_(double min) {
        return Torch.op("clamp_min_").callTensor(self(), min);
    }

    /** {@code this.clamp_max_(max)}. */
    default Tensor clampMax_(double max) {
        return Torch.op("clamp_max_").callTensor(self(), max);
    }

    /** {@code this.cumsum_(dim)}. */
    default Tensor cumsum_(long dim) {
        return Torch.op("cumsum_").callTensor(self(), dim);
    }

    /** {@code this.cumprod_(dim)}. */
    default Tensor cumprod_(long dim) {
        return Torch.op("cumprod_").callTensor(self(), dim);
    }

    /** {@code this.tril_(diagonal)}. */
    default Tensor tril_(long diagonal) {
        return Torch.op("tril_").callTensor(self(), diagonal);
    }

    /** {@code this.triu_(diagonal)}. */
    default Tensor triu_(long diagonal) {
        return Torch.op("triu_").callTensor(self(), diagonal);
    }

    /** {@code this.addmm_(mat1, mat2)}. */
    default Tensor addmm_(Tensor mat1, Tensor mat2) {
        return Torch.op("addmm_").callTensor(self(), mat1, mat2);
    }

    /** {@code this.addmv_(mat, vec)}. */
    default Tensor addmv_(Tensor mat, Tensor vec) {
        return Torch.op("addmv_").callTensor(self(), mat, vec);
    }

    /** {@code this.baddbmm_(batch1, batch2)}. */
    default Tensor baddbmm_(Tensor batch1, Tensor batch2) {
        return Torch.op("baddbmm_").callTensor(self(), batch1, batch2);
    }

    /** {@code this.addr_(vec1, vec2)}. */
    default Tensor addr_(Tensor vec1, Tensor vec2) {
        return Torch.op("addr_").callTensor(self(), vec1, vec2);
    }

    /** {@code this.scatter_reduce_(dim, index, src, reduce)}: {@code "sum"}, {@code "prod"}, {@code "mean"}, {@code "amax"} or {@code "amin"}. */
    default Tensor scatterReduce_(long dim, Tensor index, Tensor source, String reduce) {
        return Torch.op("scatter_reduce_.two").callTensor(self(), dim, index, source, reduce);
    }

    /** {@code this.put_(index, source)}: as if it had one dimension. */
    default Tensor put_(Tensor index, Tensor source) {
        return Torch.op("put_").callTensor(self(), index, source);
    }

    /** {@code this.squeeze_()}. */
    default Tensor squeeze_() {
        return Torch.op("squeeze_").callTensor(self());
    }

    /** {@code this.squeeze_(dim)}. */
    default Tensor squeeze_(long dim) {
        return Torch.op("squeeze_.dim").callTensor(self(), dim);
    }

    /** {@code this.unsqueeze_(dim)}. */
    default Tensor unsqueeze_(long dim) {
        return Torch.op("unsqueeze_").callTensor(self(), dim);
    }

    /** {@code this.transpose_(dim0, dim1)}. */
    default Tensor transpose_(long dim0, long dim1) {
        return Torch.op("transpose_").callTensor(self(), dim0, dim1);
    }

    /** {@code this.t_()}. */
    default Tensor t_() {
        return Torch.op("t_").callTensor(self());
    }

    /** {@code this.detach_()}: out of the graph, itself and not a copy. */
    default Tensor detach_() {
        return Torch.op("detach_").callTensor(self());
    }

    /** {@code this.geometric_(p)}: how often one tries until the first success. */
    default Tensor geometric_(double p) {
        return Torch.op("geometric_").callTensor(self(), p);
    }

    /** {@code this.log_normal_(mean, std)}: the exponential of a normal distribution. */
    default Tensor logNormal_(double mean, double std) {
        return Torch.op("log_normal_").callTensor(self(), mean, std);
    }

    /** {@code this.cauchy_(median, sigma)}. */
    default Tensor cauchy_(double median, double sigma) {
        return Torch.op("cauchy_").callTensor(self(), median, sigma);
    }
}
