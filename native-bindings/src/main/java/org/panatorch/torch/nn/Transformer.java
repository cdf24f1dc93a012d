package org.panatorch.torch.nn;

import org.panatorch.torch.DType;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.Transformer} (Vaswani et al. 2017, arXiv 1706.03762): (S, B, E) and (L, B, E) to (L, B, E). */
public final class Transformer extends BuiltInModule {
    private final TransformerEncoder encoder;
    private final TransformerDecoder decoder;

    /** {@code nn.Transformer()}: d_model 512, 8 heads, 6 layers each. */
    public Transformer() {
        this(512, 8, 6, 6, TransformerOptions.DEFAULT);
    }

    /** {@code nn.Transformer(d_model, nhead, num_encoder_layers, num_decoder_layers, dim_feedforward=, ...)}. */
    public Transformer(long dModel, long nhead, int numEncoderLayers, int numDecoderLayers, TransformerOptions options) {
        encoder = register("encoder", new TransformerEncoder(
                new TransformerEncoderLayer(dModel, nhead, options), numEncoderLayers, norm(dModel, options)));
        decoder = register("decoder", new TransformerDecoder(
                new TransformerDecoderLayer(dModel, nhead, options), numDecoderLayers, norm(dModel, options)));
        parameters().stream().filter(p -> p.dim() > 1).forEach(Init::xavierUniform_);
    }

    private static LayerNorm norm(long dModel, TransformerOptions options) {
        return new LayerNorm(new long[] {dModel}, options.layerNormEps(), true, options.bias());
    }

    /** {@code nn.Transformer.generate_square_subsequent_mask(size)}: (size, size), -inf above the diagonal, else 0. */
    public static Tensor generateSquareSubsequentMask(long size) {
        return Torch.full(new long[] {size, size}, Double.NEGATIVE_INFINITY, Keywords.dtype(DType.FLOAT32)).triu(1);
    }

    /** {@code transformer(src, tgt)}. */
    public Tensor forward(Tensor src, Tensor tgt) {
        return forward(src, tgt, null, null, null, null, null, null);
    }

    /**
     * {@code transformer(src, tgt, src_mask, tgt_mask, memory_mask, src_key_padding_mask, tgt_key_padding_mask,
     * memory_key_padding_mask)}: see {@link MultiheadAttention}; each mask may be null.
     */
    public Tensor forward(Tensor src, Tensor tgt, Tensor srcMask, Tensor tgtMask, Tensor memoryMask, Tensor srcKeyPaddingMask,
            Tensor tgtKeyPaddingMask, Tensor memoryKeyPaddingMask) {
        return withHooksAround(args -> TensorScope.returning(() -> {
            var memory = encoder.forward(args[0], args[2], args[5]);
            return decoder.forward(args[1], memory, args[3], args[4], args[6], args[7]);
        }), src, tgt, srcMask, tgtMask, memoryMask, srcKeyPaddingMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }
}
