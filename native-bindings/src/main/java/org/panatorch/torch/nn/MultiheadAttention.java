package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.dtype;

import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.nn.MultiheadAttention} (Vaswani et al. 2017, arXiv 1706.03762): queries (L, B, E), keys and values (S, B, E),
 * or batches first. Parameters {@code in_proj_weight}, {@code in_proj_bias}, {@code out_proj.weight}, {@code out_proj.bias}.
 */
public final class MultiheadAttention extends BuiltInModule {
    private final long embedDim;
    private final long numHeads;
    private final double dropout;
    private final boolean batchFirst;
    private final Tensor inProjWeight;
    private final Tensor inProjBias;
    private final Linear outProj;

    /** {@code output, weights = attention(query, key, value)}: weights (B, L, S), the mean of the heads; null if not wanted. */
    public record Output(Tensor output, Tensor weights) {}

    /** {@code nn.MultiheadAttention(embed_dim, num_heads)}. */
    public MultiheadAttention(long embedDim, long numHeads) {
        this(embedDim, numHeads, 0, true, false);
    }

    /** {@code nn.MultiheadAttention(embed_dim, num_heads, dropout=, bias=, batch_first=)}. */
    public MultiheadAttention(long embedDim, long numHeads, double dropout, boolean bias, boolean batchFirst) {
        if (embedDim <= 0 || numHeads <= 0) {
            throw new IllegalArgumentException("embed_dim and num_heads must be greater than 0, got embed_dim=" + embedDim
                    + " and num_heads=" + numHeads + " instead");
        }
        if (embedDim % numHeads != 0) {
            throw new IllegalArgumentException("embed_dim must be divisible by num_heads");
        }
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.dropout = dropout;
        this.batchFirst = batchFirst;
        try (var _ = TensorScope.open()) {
            inProjWeight = registerParameter("in_proj_weight", Torch.empty(3 * embedDim, embedDim));
            inProjBias = bias ? registerParameter("in_proj_bias", Torch.zeros(3 * embedDim)) : null;
        }
        outProj = register("out_proj",
                new Linear(embedDim, embedDim, bias).printedAs("NonDynamicallyQuantizableLinear"));
        Init.xavierUniform_(inProjWeight);
        if (bias) {
            Init.zeros_(outProj.bias());
        }
    }

    /** {@code attention(query, key, value)}. */
    public Output forward(Tensor query, Tensor key, Tensor value) {
        return forward(query, key, value, null, null, true);
    }

    /**
     * {@code attention(query, key, value, attn_mask=, key_padding_mask=, need_weights=)}.
     *
     * @param attnMask (L, S) or (B * heads, L, S): added, or boolean, true for what may not be looked at; may be null
     * @param keyPaddingMask (B, S), of the same kinds; may be null
     */
    public Output forward(Tensor query, Tensor key, Tensor value, Tensor attnMask, Tensor keyPaddingMask, boolean needWeights) {
        return withHooksAround(args -> {
            try (var scope = TensorScope.open()) {
                var output = attend(args[0], args[1], args[2], args[3], args[4], needWeights);
                scope.promote(output.output());
                if (output.weights() != null) {
                    scope.promote(output.weights());
                }
                return output;
            }
        }, query, key, value, attnMask, keyPaddingMask);
    }

    private Output attend(Tensor query, Tensor key, Tensor value, Tensor attnMask, Tensor keyPaddingMask, boolean needWeights) {
        boolean batched = query.dim() == 3;
        boolean sameKey = key == query;
        boolean sameValue = value == key;
        query = lengthFirst(query, batched);
        key = sameKey ? query : lengthFirst(key, batched);
        value = sameValue ? key : lengthFirst(value, batched);
        long length = query.size(0);
        long batch = query.size(1);
        var parts = project(query, key, value, sameKey && sameValue);
        var q = heads(parts[0], batch);
        var k = heads(parts[1], batch);
        var v = heads(parts[2], batch);
        var mask = mask(query, attnMask, keyPaddingMask, batch, length, key.size(0));
        Tensor output;
        Tensor weights = null;
        if (needWeights) {
            var scores = q.mul(Math.sqrt(1.0 / q.size(-1))).matmul(k.transpose(-2, -1));
            var probabilities = F.dropout((mask == null ? scores : scores.add(mask)).softmax(-1), dropout, isTraining());
            output = probabilities.matmul(v);
            weights = probabilities.mean(1);
        } else {
            output = F.scaledDotProductAttention(q, k, v, mask, isTraining() ? dropout : 0, false);
        }
        output = outProj.forward(output.permute(2, 0, 1, 3).reshape(length, batch, embedDim));
        if (!batched) {
            return new Output(output.squeeze(1), weights == null ? null : weights.squeeze(0));
        }
        return new Output(batchFirst ? output.transpose(0, 1) : output, weights);
    }

    private Tensor lengthFirst(Tensor x, boolean batched) {
        return !batched ? x.unsqueeze(1) : batchFirst ? x.transpose(0, 1) : x;
    }

    private Tensor[] project(Tensor query, Tensor key, Tensor value, boolean same) {
        if (same) {
            return F.linear(query, inProjWeight, inProjBias).chunk(3, -1).toArray(Tensor[]::new);
        }
        var weights = inProjWeight.chunk(3, 0);
        var biases = inProjBias == null ? null : inProjBias.chunk(3, 0);
        var inputs = new Tensor[] {query, key, value};
        for (int i = 0; i < 3; i++) {
            inputs[i] = F.linear(inputs[i], weights.get(i), biases == null ? null : biases.get(i));
        }
        return inputs;
    }

    /** (L, B, E) to (B, heads, L, E / heads). */
    private Tensor heads(Tensor x, long batch) {
        return x.reshape(x.size(0), batch, numHeads, embedDim / numHeads).permute(1, 2, 0, 3);
    }

    /** Both masks as one to add, broadcast over (B, heads, L, S), or null. */
    private Tensor mask(Tensor like, Tensor attnMask, Tensor keyPaddingMask, long batch, long length, long source) {
        var mask = attnMask == null ? null : toAdd(attnMask, like.dtype());
        if (mask != null && mask.dim() == 3) {
            mask = mask.view(batch, numHeads, length, source);
        }
        if (keyPaddingMask == null) {
            return mask;
        }
        var padding = toAdd(keyPaddingMask, like.dtype()).view(batch, 1, 1, source);
        return mask == null ? padding : mask.add(padding);
    }

    private static Tensor toAdd(Tensor mask, DType dtype) {
        return mask.dtype() == DType.BOOL
                ? Torch.zeros(mask.shape(), dtype(dtype).device(mask.device())).maskedFill_(mask, Double.NEGATIVE_INFINITY)
                : mask;
    }
}
