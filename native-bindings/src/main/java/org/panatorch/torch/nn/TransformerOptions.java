package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/**
 * The keyword arguments of {@link TransformerEncoderLayer}, {@link TransformerDecoderLayer} and {@link Transformer}:
 * {@code TransformerOptions.DEFAULT.batchFirst(true)}.
 *
 * @param dimFeedforward 2048 by default
 * @param dropout 0.1 by default
 * @param activation {@code "relu"} by default, or {@code "gelu"}
 * @param layerNormEps 1e-5 by default
 * @param batchFirst whether inputs are (B, L, E) and not (L, B, E); false by default
 * @param normFirst whether norms come before attention and feedforward; false by default
 * @param bias true by default
 */
public record TransformerOptions(long dimFeedforward, double dropout, String activation, double layerNormEps, boolean batchFirst,
        boolean normFirst, boolean bias) {

    /** No keyword given. */
    public static final TransformerOptions DEFAULT = new TransformerOptions(2048, 0.1, "relu", 1e-5, false, false, true);

    public TransformerOptions {
        if (!activation.equals("relu") && !activation.equals("gelu")) {
            throw new IllegalArgumentException("activation should be relu/gelu, not " + activation);
        }
    }

    /** What of it is for the attention. */
    AttentionOptions attention() {
        return AttentionOptions.DEFAULT.dropout(dropout).bias(bias).batchFirst(batchFirst);
    }

    /** The activation of {@code x}. */
    Tensor activate(Tensor x) {
        return activation.equals("relu") ? x.relu() : F.gelu(x);
    }

    /** {@code dim_feedforward=dimFeedforward}. */
    public TransformerOptions dimFeedforward(long dimFeedforward) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }

    /** {@code dropout=dropout}. */
    public TransformerOptions dropout(double dropout) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }

    /** {@code activation=activation}. */
    public TransformerOptions activation(String activation) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }

    /** {@code layer_norm_eps=layerNormEps}. */
    public TransformerOptions layerNormEps(double layerNormEps) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }

    /** {@code batch_first=batchFirst}. */
    public TransformerOptions batchFirst(boolean batchFirst) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }

    /** {@code norm_first=normFirst}. */
    public TransformerOptions normFirst(boolean normFirst) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }

    /** {@code bias=bias}. */
    public TransformerOptions bias(boolean bias) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
    }
}
