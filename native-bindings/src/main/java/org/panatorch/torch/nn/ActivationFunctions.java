package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.kw;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@link F}'s activations and dropouts. */
abstract class ActivationFunctions {

    ActivationFunctions() {}

    /** {@code F.silu(x)}. */
    public static Tensor silu(Tensor x) {
        return Torch.op("silu").callTensor(x);
    }

    /** {@code F.mish(x)}. */
    public static Tensor mish(Tensor x) {
        return Torch.op("mish").callTensor(x);
    }

    /** {@code F.selu(x)}. */
    public static Tensor selu(Tensor x) {
        return Torch.op("selu").callTensor(x);
    }

    /** {@code F.relu6(x)}. */
    public static Tensor relu6(Tensor x) {
        return Torch.op("relu6").callTensor(x);
    }

    /** {@code F.hardswish(x)}. */
    public static Tensor hardswish(Tensor x) {
        return Torch.op("hardswish").callTensor(x);
    }

    /** {@code F.hardsigmoid(x)}. */
    public static Tensor hardsigmoid(Tensor x) {
        return Torch.op("hardsigmoid").callTensor(x);
    }

    /** {@code F.logsigmoid(x)}. */
    public static Tensor logsigmoid(Tensor x) {
        return Torch.op("log_sigmoid").callTensor(x);
    }

    /** {@code F.tanh(x)}. */
    public static Tensor tanh(Tensor x) {
        return Torch.op("tanh").callTensor(x);
    }

    /** {@code F.sigmoid(x)}. */
    public static Tensor sigmoid(Tensor x) {
        return Torch.op("sigmoid").callTensor(x);
    }

    /** {@code F.leaky_relu(x, negative_slope)}; PyTorch's default is 0.01. */
    public static Tensor leakyRelu(Tensor x, double negativeSlope) {
        return Torch.op("leaky_relu").callTensor(x, negativeSlope);
    }

    /** {@code F.elu(x, alpha)}; PyTorch's default is 1. */
    public static Tensor elu(Tensor x, double alpha) {
        return Torch.op("elu").callTensor(x, alpha);
    }

    /** {@code F.celu(x, alpha)}; PyTorch's default is 1. */
    public static Tensor celu(Tensor x, double alpha) {
        return Torch.op("celu").callTensor(x, alpha);
    }

    /** {@code F.gelu(x)}. */
    public static Tensor gelu(Tensor x) {
        return Torch.op("gelu").callTensor(x);
    }

    /** {@code F.gelu(x, approximate="none" or "tanh")}. */
    public static Tensor gelu(Tensor x, String approximate) {
        return Torch.op("gelu").callTensor(x, kw("approximate", approximate));
    }

    /** {@code F.hardtanh(x, min_val, max_val)}. */
    public static Tensor hardtanh(Tensor x, double minVal, double maxVal) {
        return Torch.op("hardtanh").callTensor(x, minVal, maxVal);
    }

    /** {@code F.hardtanh_(x, min_val, max_val)}. */
    public static Tensor hardtanh_(Tensor x, double minVal, double maxVal) {
        return Torch.op("hardtanh_").callTensor(x, minVal, maxVal);
    }

    /** {@code F.elu_(x, alpha)}. */
    public static Tensor elu_(Tensor x, double alpha) {
        return Torch.op("elu_").callTensor(x, alpha);
    }

    /** {@code F.leaky_relu_(x, negative_slope)}. */
    public static Tensor leakyRelu_(Tensor x, double negativeSlope) {
        return Torch.op("leaky_relu_").callTensor(x, negativeSlope);
    }

    /** {@code F.softplus(x)}. */
    public static Tensor softplus(Tensor x) {
        return Torch.op("softplus").callTensor(x);
    }

    /** {@code F.softplus(x, beta, threshold)}. */
    public static Tensor softplus(Tensor x, double beta, double threshold) {
        return Torch.op("softplus").callTensor(x, beta, threshold);
    }

    /** {@code F.softshrink(x, lambd)}; PyTorch's default is 0.5. */
    public static Tensor softshrink(Tensor x, double lambd) {
        return Torch.op("softshrink").callTensor(x, lambd);
    }

    /** {@code F.hardshrink(x, lambd)}; PyTorch's default is 0.5. */
    public static Tensor hardshrink(Tensor x, double lambd) {
        return Torch.op("hardshrink").callTensor(x, lambd);
    }

    /** {@code F.threshold(x, threshold, value)}. */
    public static Tensor threshold(Tensor x, double threshold, double value) {
        return Torch.op("threshold").callTensor(x, threshold, value);
    }

    /** {@code F.prelu(x, weight)}. */
    public static Tensor prelu(Tensor x, Tensor weight) {
        return Torch.op("prelu").callTensor(x, weight);
    }

    /** {@code F.glu(x, dim)}. */
    public static Tensor glu(Tensor x, long dim) {
        return Torch.op("glu").callTensor(x, dim);
    }

    /** {@code F.softmax(x, dim)}. */
    public static Tensor softmax(Tensor x, long dim) {
        return Torch.op("softmax.int").callTensor(x, dim);
    }

    /** {@code F.log_softmax(x, dim)}. */
    public static Tensor logSoftmax(Tensor x, long dim) {
        return Torch.op("log_softmax.int").callTensor(x, dim);
    }

    /** {@code F.dropout(x, p, training)}. */
    public static Tensor dropout(Tensor x, double p, boolean training) {
        return Torch.op("dropout").callTensor(x, p, training);
    }

    /** {@code F.dropout2d(x, p, training)}: whole channels. */
    public static Tensor dropout2d(Tensor x, double p, boolean training) {
        return Torch.op("feature_dropout").callTensor(x, p, training);
    }

    /** {@code F.dropout1d(x, p, training)}: whole channels of (B, C, L). */
    public static Tensor dropout1d(Tensor x, double p, boolean training) {
        return Torch.op("feature_dropout").callTensor(x, p, training);
    }

    /** {@code F.dropout3d(x, p, training)}: whole channels of (B, C, D, H, W). */
    public static Tensor dropout3d(Tensor x, double p, boolean training) {
        return Torch.op("feature_dropout").callTensor(x, p, training);
    }

    /** {@code F.alpha_dropout(x, p, training)}: keeps mean and variance (Klambauer et al. 2017). */
    public static Tensor alphaDropout(Tensor x, double p, boolean training) {
        return Torch.op("alpha_dropout").callTensor(x, p, training);
    }

    /** {@code F.feature_alpha_dropout(x, p, training)}: whole channels. */
    public static Tensor featureAlphaDropout(Tensor x, double p, boolean training) {
        return Torch.op("feature_alpha_dropout").callTensor(x, p, training);
    }

    /** {@code F.rrelu(x, lower, upper, training)}: a leaky ReLU of random slopes while training, of their mean otherwise. */
    public static Tensor rrelu(Tensor x, double lower, double upper, boolean training) {
        return Torch.op("rrelu").callTensor(x, lower, upper, training);
    }

    /** {@code F.gumbel_softmax(logits, tau, hard, dim=dim)} (Jang et al. 2016, arXiv 1611.01144). */
    public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard, long dim) {
        return TensorScope.returning(() -> {
            var gumbels = Torch.emptyLike(logits).exponential_(1).log().neg();
            var soft = logits.add(gumbels).div(tau).softmax(dim);
            if (!hard) {
                return soft;
            }
            var index = soft.max(dim, true).indices();
            return Torch.zerosLike(logits).scatter_(dim, index, 1.0).sub(soft.detach()).add(soft);
        });
    }

    /** {@code F.softmin(x, dim)}. */
    public static Tensor softmin(Tensor x, long dim) {
        return TensorScope.returning(() -> softmax(x.neg(), dim));
    }

    /** {@code F.softsign(x)}. */
    public static Tensor softsign(Tensor x) {
        return TensorScope.returning(() -> x.div(x.abs().add(1)));
    }

    /** {@code F.tanhshrink(x)}. */
    public static Tensor tanhshrink(Tensor x) {
        return TensorScope.returning(() -> x.sub(x.tanh()));
    }
}
