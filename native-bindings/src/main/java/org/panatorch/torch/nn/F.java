package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.kw;

import java.util.Arrays;
import java.util.List;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** {@code torch.nn.functional}, under the name it is imported as: {@code F.relu(x)}. */
public final class F extends ImageFunctions {

    private F() {}

    /** {@code F.relu(x)}. */
    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    // ---- convolutions; of the options, bias and paddingMode are not looked at

    /**
     * {@code F.conv1d(x, weight, bias, stride, padding, dilation, groups)}: (B, C, L) to (B, C', L').
     *
     * @param weight (C', C / groups, k)
     * @param bias (C'), or null for none
     */
    public static Tensor conv1d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        return new Convolutions(1, false, options).apply(x, weight, bias);
    }

    /**
     * {@code F.conv2d(x, weight, bias, stride, padding, dilation, groups)}: (B, C, H, W) to (B, C', H', W').
     *
     * @param weight (C', C / groups, kH, kW)
     * @param bias (C'), or null for none
     */
    public static Tensor conv2d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        return new Convolutions(2, false, options).apply(x, weight, bias);
    }

    /** {@code F.conv3d(x, weight, bias, stride, padding, dilation, groups)}: (B, C, D, H, W) to (B, C', D', H', W'). */
    public static Tensor conv3d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        return new Convolutions(3, false, options).apply(x, weight, bias);
    }

    /** {@code F.conv_transpose1d(x, weight, bias, stride, padding, output_padding, groups, dilation)}. */
    public static Tensor convTranspose1d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        return new Convolutions(1, true, options).apply(x, weight, bias);
    }

    /**
     * {@code F.conv_transpose2d(x, weight, bias, stride, padding, output_padding, groups, dilation)}.
     *
     * @param weight (C, C' / groups, kH, kW)
     * @param bias (C'), or null for none
     */
    public static Tensor convTranspose2d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        return new Convolutions(2, true, options).apply(x, weight, bias);
    }

    /** {@code F.conv_transpose3d(x, weight, bias, stride, padding, output_padding, groups, dilation)}. */
    public static Tensor convTranspose3d(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        return new Convolutions(3, true, options).apply(x, weight, bias);
    }

    // ---- linear maps, embeddings, norms

    /** {@code F.linear(x, weight, bias)}: (..., in) to (..., out); bias may be null. */
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return Torch.op("linear").callTensor(x, weight, bias);
    }

    /** {@code F.bilinear(x1, x2, weight, bias)}; bias may be null. */
    public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight, Tensor bias) {
        return Torch.op("bilinear").callTensor(x1, x2, weight, bias);
    }

    /**
     * {@code F.embedding_bag(indices, weight, offsets, mode=mode)}: (B, N) without offsets, or (N) and the offsets (B) at which
     * bags begin; {@code "mean"}, {@code "sum"} or {@code "max"}.
     */
    public static Tensor embeddingBag(Tensor indices, Tensor weight, Tensor offsets, String mode) {
        int code = List.of("sum", "mean", "max").indexOf(mode);
        if (code < 0) {
            throw new IllegalArgumentException("mode has to be one of sum, mean or max, not " + mode);
        }
        if ((indices.dim() == 2) == (offsets != null)) {
            throw new IllegalArgumentException("indices of two dimensions take no offsets, those of one need them");
        }
        return TensorScope.returning(() -> {
            var begin = offsets != null ? offsets : Torch.op("arange.start_step").callTensor(0, indices.numel(), indices.size(1),
                    dtype(indices.dtype()).device(indices.device()));
            return Torch.op("embedding_bag").callTensors(weight, indices.reshape(-1), begin, false, code).getFirst();
        });
    }

    /** {@code F.embedding(indices, weight)}. */
    public static Tensor embedding(Tensor indices, Tensor weight) {
        return Torch.op("embedding").callTensor(weight, indices);
    }

    /** {@code F.one_hot(classes, num_classes)}: int64. */
    public static Tensor oneHot(Tensor classes, long numClasses) {
        return Torch.op("one_hot").callTensor(classes, numClasses);
    }

    /** {@code F.layer_norm(x, normalized_shape, weight, bias, eps)}; weight and bias may be null. */
    public static Tensor layerNorm(Tensor x, long[] normalizedShape, Tensor weight, Tensor bias, double eps) {
        return Torch.op("layer_norm").callTensor(x, normalizedShape, weight, bias, eps);
    }

    /**
     * {@code F.group_norm(x, num_groups, weight, bias, eps)}; weight and bias may be null.
     *
     * @throws TorchException if there is but one value for each group
     */
    public static Tensor groupNorm(Tensor x, long numGroups, Tensor weight, Tensor bias, double eps) {
        requireSeveralValues(x, numGroups);
        var y = ChannelsLastGroupNorm.of(x, numGroups, weight, bias, eps, false);
        return y == null ? Torch.op("group_norm").callTensor(x, numGroups, weight, bias, eps) : y;
    }

    /** {@code F.rms_norm(x, normalized_shape, weight, eps)}; weight may be null, and eps too. */
    public static Tensor rmsNorm(Tensor x, long[] normalizedShape, Tensor weight, Double eps) {
        return Torch.op("rms_norm").callTensor(x, normalizedShape, weight, eps);
    }

    /**
     * {@code F.batch_norm(x, running_mean, running_var, weight, bias, training, momentum, eps)}; all but x may be null.
     *
     * @throws TorchException while training, if there is but one value for each channel, which has no variance, or
     *     if eps is not positive
     */
    public static Tensor batchNorm(Tensor x, Tensor runningMean, Tensor runningVar, Tensor weight, Tensor bias, boolean training,
            double momentum, double eps) {
        if (training) {
            requireSeveralValues("batch_norm", x.shape());
        }
        if (eps < 0 || training && eps == 0) {
            throw new TorchException("batch_norm", "batch_norm eps must be " + (training ? "positive during training" : "non-negative")
                    + ", but got " + eps);
        }
        return Torch.op("batch_norm").callTensor(x, weight, bias, runningMean, runningVar, training, momentum, eps, false);
    }

    /**
     * {@code F.instance_norm(x, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)}.
     *
     * @throws TorchException if the input's own mean and variance are to be used, and an image is one pixel
     */
    public static Tensor instanceNorm(Tensor x, Tensor runningMean, Tensor runningVar, Tensor weight, Tensor bias,
            boolean useInputStats, double momentum, double eps) {
        if (useInputStats && Arrays.stream(x.shape()).skip(2).allMatch(size -> size == 1)) {
            throw new TorchException("instance_norm", "Expected more than 1 spatial element when training, got input size "
                    + Arrays.toString(x.shape()));
        }
        return Torch.op("instance_norm").callTensor(x, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, false);
    }

    /** The same of each group. */
    static void requireSeveralValues(Tensor x, long numGroups) {
        if (x.numel() < 2 * numGroups && x.dim() > 1 && numGroups > 0) {
            var size = x.shape();
            size[0] = size[0] * size[1] / numGroups;
            size[1] = numGroups;
            requireSeveralValues("group_norm", size);
        }
    }

    /** {@code F._verify_batch_size}: the variance of one value is 0 / 0. */
    private static void requireSeveralValues(String op, long[] size) {
        long values = size.length == 0 ? 0 : size[0];
        for (int i = 2; i < size.length; i++) {
            values *= size[i];
        }
        if (values == 1) {
            throw new TorchException(op, "Expected more than 1 value per channel when training, got input size "
                    + Arrays.toString(size));
        }
    }

    // ---- attention, distances

    /** {@code F.scaled_dot_product_attention(query, key, value)}: (B, heads, L, E). */
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
        return scaledDotProductAttention(query, key, value, null, 0, false);
    }

    /**
     * {@code F.scaled_dot_product_attention(query, key, value, attn_mask, dropout_p, is_causal)}.
     *
     * @param attnMask added to the scores, or boolean, true for what may be looked at; null for none
     * @param isCausal whether each position sees only those before it
     */
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor attnMask, double dropoutP,
            boolean isCausal) {
        return Torch.op("scaled_dot_product_attention").callTensor(query, key, value, attnMask, dropoutP, isCausal);
    }

    /** {@code F.scaled_dot_product_attention(..., scale=scale)}: instead of one over the root of E. */
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor attnMask, double dropoutP,
            boolean isCausal, double scale) {
        return Torch.op("scaled_dot_product_attention").callTensor(query, key, value, attnMask, dropoutP, isCausal,
                kw("scale", scale));
    }

    /** {@code F.cosine_similarity(x1, x2, dim)}. */
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim) {
        return Torch.cosineSimilarity(x1, x2, dim);
    }

    /** {@code F.pairwise_distance(x1, x2)}. */
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
        return Torch.op("pairwise_distance").callTensor(x1, x2);
    }

    /** {@code F.softmax(x, dim, dtype=dtype)}: converted first, against overflow. */
    public static Tensor softmax(Tensor x, long dim, DType dtype) {
        return Torch.op("softmax.int").callTensor(x, dim, dtype);
    }
}
