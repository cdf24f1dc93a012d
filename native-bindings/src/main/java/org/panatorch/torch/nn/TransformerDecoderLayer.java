package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * {@code torch.nn.TransformerDecoderLayer} (Vaswani et al. 2017, arXiv 1706.03762): (L, B, E) and a memory (S, B, E) to
 * (L, B, E).
 */
public final class TransformerDecoderLayer extends BuiltInModule {
    private final long dModel;
    private final long nhead;
    private final TransformerOptions options;
    private final MultiheadAttention selfAttn;
    private final MultiheadAttention multiheadAttn;
    private final Linear linear1;
    private final Dropout dropout;
    private final Linear linear2;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final LayerNorm norm3;
    private final Dropout dropout1;
    private final Dropout dropout2;
    private final Dropout dropout3;

    /** {@code nn.TransformerDecoderLayer(d_model, nhead)}. */
    public TransformerDecoderLayer(long dModel, long nhead) {
        this(dModel, nhead, TransformerOptions.DEFAULT);
    }

    /** {@code nn.TransformerDecoderLayer(d_model, nhead, dim_feedforward=, ...)}. */
    public TransformerDecoderLayer(long dModel, long nhead, TransformerOptions options) {
        this.dModel = dModel;
        this.nhead = nhead;
        this.options = options;
        selfAttn = register("self_attn", attention());
        multiheadAttn = register("multihead_attn", attention());
        linear1 = register("linear1", new Linear(dModel, options.dimFeedforward(), options.bias()));
        dropout = register("dropout", new Dropout(options.dropout()));
        linear2 = register("linear2", new Linear(options.dimFeedforward(), dModel, options.bias()));
        norm1 = register("norm1", norm());
        norm2 = register("norm2", norm());
        norm3 = register("norm3", norm());
        dropout1 = register("dropout1", new Dropout(options.dropout()));
        dropout2 = register("dropout2", new Dropout(options.dropout()));
        dropout3 = register("dropout3", new Dropout(options.dropout()));
    }

    private MultiheadAttention attention() {
        return new MultiheadAttention(dModel, nhead, options.attention());
    }

    private LayerNorm norm() {
        return new LayerNorm(new long[] {dModel}, options.layerNormEps(), true, options.bias());
    }

    /** {@code copy.deepcopy(layer)}: the same values; draws no random numbers. */
    TransformerDecoderLayer copy() {
        return deepCopy(() -> new TransformerDecoderLayer(dModel, nhead, options));
    }

    /** {@code layer(tgt, memory)}. */
    public Tensor forward(Tensor tgt, Tensor memory) {
        return forward(tgt, memory, null, null, null, null);
    }

    /**
     * {@code layer(tgt, memory, tgt_mask=, memory_mask=, tgt_key_padding_mask=, memory_key_padding_mask=)}: see
     * {@link MultiheadAttention}; each mask may be null.
     */
    public Tensor forward(Tensor tgt, Tensor memory, Tensor tgtMask, Tensor memoryMask, Tensor tgtKeyPaddingMask,
            Tensor memoryKeyPaddingMask) {
        return withHooksAround(args -> TensorScope.returning(() -> decode(args)),
                tgt, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    private Tensor decode(Tensor[] args) {
        var x = args[0];
        if (options.normFirst()) {
            x = x.add(look(norm1.forward(x), args[2], args[4]));
            x = x.add(lookAtMemory(norm2.forward(x), args[1], args[3], args[5]));
            return x.add(feedforward(norm3.forward(x)));
        }
        x = norm1.forward(x.add(look(x, args[2], args[4])));
        x = norm2.forward(x.add(lookAtMemory(x, args[1], args[3], args[5])));
        return norm3.forward(x.add(feedforward(x)));
    }

    private Tensor look(Tensor x, Tensor mask, Tensor paddingMask) {
        return dropout1.forward(selfAttn.forward(x, x, x, AttentionArguments.masked(mask, paddingMask)).output());
    }

    private Tensor lookAtMemory(Tensor x, Tensor memory, Tensor mask, Tensor paddingMask) {
        return dropout2.forward(multiheadAttn.forward(x, memory, memory, AttentionArguments.masked(mask, paddingMask)).output());
    }

    private Tensor feedforward(Tensor x) {
        return dropout3.forward(linear2.forward(dropout.forward(options.activate(linear1.forward(x)))));
    }
}
