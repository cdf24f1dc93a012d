package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/**
 * The keyword arguments of a call of {@link MultiheadAttention}: {@code AttentionArguments.DEFAULT.needWeights(false)}.
 *
 * @param attnMask (L, S) or (B * heads, L, S): added, or boolean, true for what may not be looked at; null by default
 * @param keyPaddingMask (B, S), of the same kinds; null by default
 * @param needWeights whether the weights are wanted, too; true by default, false is faster
 * @param averageAttnWeights whether the weights are the mean of the heads, (B, L, S), and not (B, heads, L, S); true by default
 */
public record AttentionArguments(Tensor attnMask, Tensor keyPaddingMask, boolean needWeights, boolean averageAttnWeights) {

    /** No keyword given. */
    public static final AttentionArguments DEFAULT = new AttentionArguments(null, null, true, true);

    /** What a transformer's layer asks for. */
    static AttentionArguments masked(Tensor attnMask, Tensor keyPaddingMask) {
        return new AttentionArguments(attnMask, keyPaddingMask, false, true);
    }

    /** {@code attn_mask=attnMask}. */
    public AttentionArguments attnMask(Tensor attnMask) {
        return new AttentionArguments(attnMask, keyPaddingMask, needWeights, averageAttnWeights);
    }

    /** {@code key_padding_mask=keyPaddingMask}. */
    public AttentionArguments keyPaddingMask(Tensor keyPaddingMask) {
        return new AttentionArguments(attnMask, keyPaddingMask, needWeights, averageAttnWeights);
    }

    /** {@code need_weights=needWeights}. */
    public AttentionArguments needWeights(boolean needWeights) {
        return new AttentionArguments(attnMask, keyPaddingMask, needWeights, averageAttnWeights);
    }

    /** {@code average_attn_weights=averageAttnWeights}. */
    public AttentionArguments averageAttnWeights(boolean averageAttnWeights) {
        return new AttentionArguments(attnMask, keyPaddingMask, needWeights, averageAttnWeights);
    }
}
