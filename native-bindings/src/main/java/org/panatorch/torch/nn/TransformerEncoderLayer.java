package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** {@code torch.nn.TransformerEncoderLayer} (Vaswani et al. 2017, arXiv 1706.03762): (L, B, E) to the same. */
public final class TransformerEncoderLayer extends Layer {
    private final long dModel;
    private final long nhead;
    private final TransformerOptions options;
    private final MultiheadAttention selfAttn;
    private final Linear linear1;
    private final Dropout dropout;
    private final Linear linear2;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout1;
    private final Dropout dropout2;

    /** {@code nn.TransformerEncoderLayer(d_model, nhead)}. */
    public TransformerEncoderLayer(long dModel, long nhead) {
        this(dModel, nhead, TransformerOptions.DEFAULT);
    }

    /** {@code nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward=, ...)}. */
    public TransformerEncoderLayer(long dModel, long nhead, TransformerOptions options) {
        this.dModel = dModel;
        this.nhead = nhead;
        this.options = options;
        var norm = new long[] {dModel};
        selfAttn = register("self_attn",
                new MultiheadAttention(dModel, nhead, options.attention()));
        linear1 = register("linear1", new Linear(dModel, options.dimFeedforward(), options.bias()));
        dropout = register("dropout", new Dropout(options.dropout()));
        linear2 = register("linear2", new Linear(options.dimFeedforward(), dModel, options.bias()));
        norm1 = register("norm1", new LayerNorm(norm, options.layerNormEps(), true, options.bias()));
        norm2 = register("norm2", new LayerNorm(norm, options.layerNormEps(), true, options.bias()));
        dropout1 = register("dropout1", new Dropout(options.dropout()));
        dropout2 = register("dropout2", new Dropout(options.dropout()));
    }

    /** {@code copy.deepcopy(layer)}: the same values; draws no random numbers. */
    TransformerEncoderLayer copy() {
        return deepCopy(() -> new TransformerEncoderLayer(dModel, nhead, options));
    }

    @Override
    public Tensor forward(Tensor src) {
        return forward(src, null, null);
    }

    /** {@code layer(src, src_mask=, src_key_padding_mask=)}: see {@link MultiheadAttention}; both may be null. */
    public Tensor forward(Tensor src, Tensor srcMask, Tensor srcKeyPaddingMask) {
        return withHooksAround(args -> TensorScope.returning(() -> attendAndFeed(args[0], args[1], args[2])),
                src, srcMask, srcKeyPaddingMask);
    }

    @Override
    boolean runsItsHooks() {
        return true;
    }

    private Tensor attendAndFeed(Tensor src, Tensor mask, Tensor paddingMask) {
        if (options.normFirst()) {
            var x = src.add(attention(norm1.forward(src), mask, paddingMask));
            return x.add(feedforward(norm2.forward(x)));
        }
        var x = norm1.forward(src.add(attention(src, mask, paddingMask)));
        return norm2.forward(x.add(feedforward(x)));
    }

    private Tensor attention(Tensor x, Tensor mask, Tensor paddingMask) {
        return dropout1.forward(selfAttn.forward(x, x, x, AttentionArguments.masked(mask, paddingMask)).output());
    }

    private Tensor feedforward(Tensor x) {
        return dropout2.forward(linear2.forward(dropout.forward(options.activate(linear1.forward(x)))));
    }
}
