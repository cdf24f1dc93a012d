package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.dtype;

import java.util.Arrays;
import java.util.List;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/**
 * {@code torch.nn.MultiheadAttention} (Vaswani et al. 2017, arXiv 1706.03762): queries (L, B, E), keys and values (S, B, E),
 * or batches first. Parameters {@code in_proj_weight}, {@code in_proj_bias}, {@code out_proj.weight}, {@code out_proj.bias}; with
 * {@code kdim} or {@code vdim} {@code q_proj_weight}, {@code k_proj_weight}, {@code v_proj_weight}.
 */
public final class MultiheadAttention extends BuiltInModule {
    private final long embedDim;
    private final long numHeads;
    private final AttentionOptions options;
    /** One weight for queries, keys and values, or three where they have different numbers of features. */
    private final Tensor[] inProjWeights;
    private final Tensor inProjBias;
    private final Linear outProj;

    /**
     * {@code output, weights = attention(query, key, value)}: weights (B, L, S), the mean of the heads, or as was asked; null if
     * they were not wanted.
     */
    public record Output(Tensor output, Tensor weights) {}

    /** {@code nn.MultiheadAttention(embed_dim, num_heads)}. */
    public MultiheadAttention(long embedDim, long numHeads) {
        this(embedDim, numHeads, AttentionOptions.DEFAULT);
    }

    /** {@code nn.MultiheadAttention(embed_dim, num_heads, dropout=, bias=, batch_first=, ...)}. */
    public MultiheadAttention(long embedDim, long numHeads, AttentionOptions options) {
        if (embedDim <= 0 || numHeads <= 0) {
            throw new IllegalArgumentException("embed_dim and num_heads must be greater than 0, got embed_dim=" + embedDim
                    + " and num_heads=" + numHeads + " instead");
        }
        if (embedDim % numHeads != 0) {
            throw new IllegalArgumentException("embed_dim must be divisible by num_heads");
        }
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.options = options;
        long kdim = options.kdim() == null ? embedDim : options.kdim();
        long vdim = options.vdim() == null ? embedDim : options.vdim();
        try (var _ = TensorScope.open()) {
            inProjWeights = kdim == embedDim && vdim == embedDim
                    ? new Tensor[] {registerParameter("in_proj_weight", Torch.empty(3 * embedDim, embedDim))}
                    : new Tensor[] {registerParameter("q_proj_weight", Torch.empty(embedDim, embedDim)),
                        registerParameter("k_proj_weight", Torch.empty(embedDim, kdim)),
                        registerParameter("v_proj_weight", Torch.empty(embedDim, vdim))};
            inProjBias = options.bias() ? registerParameter("in_proj_bias", Torch.zeros(3 * embedDim)) : null;
        }
        outProj = register("out_proj",
                new Linear(embedDim, embedDim, options.bias()).printedAs("NonDynamicallyQuantizableLinear"));
        for (var weight : inProjWeights) {
            Init.xavierUniform_(weight);
        }
        if (options.bias()) {
            Init.zeros_(outProj.bias());
        }
    }

    /** {@code attention(query, key, value)}. */
    public Output forward(Tensor query, Tensor key, Tensor value) {
        return forward(query, key, value, AttentionArguments.DEFAULT);
    }

    /** {@code attention(query, key, value, attn_mask=, key_padding_mask=, need_weights=, ...)}. */
    public Output forward(Tensor query, Tensor key, Tensor value, AttentionArguments arguments) {
        return withHooksAround(args -> {
            try (var scope = TensorScope.open()) {
                var output = attend(args[0], args[1], args[2], arguments.attnMask(args[3]).keyPaddingMask(args[4]));
                scope.promote(output.output());
                if (output.weights() != null) {
                    scope.promote(output.weights());
                }
                return output;
            }
        }, query, key, value, arguments.attnMask(), arguments.keyPaddingMask());
    }

    private Output attend(Tensor query, Tensor key, Tensor value, AttentionArguments arguments) {
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
        check(arguments, batched, batch, length, key.size(0));
        var mask = mask(query, arguments.attnMask(), arguments.keyPaddingMask(), batch, length, key.size(0));
        Tensor output;
        Tensor weights = null;
        if (arguments.needWeights()) {
            var scores = q.mul(Math.sqrt(1.0 / q.size(-1))).matmul(k.transpose(-2, -1));
            weights = F.dropout((mask == null ? scores : scores.add(mask)).softmax(-1), options.dropout(), isTraining());
            output = weights.matmul(v);
            weights = arguments.averageAttnWeights() ? weights.mean(1) : weights;
        } else {
            output = F.scaledDotProductAttention(q, k, v, mask, isTraining() ? options.dropout() : 0, false);
        }
        output = outProj.forward(output.permute(2, 0, 1, 3).reshape(length, batch, embedDim));
        if (!batched) {
            return new Output(output.squeeze(1), weights == null ? null : weights.squeeze(0));
        }
        return new Output(options.batchFirst() ? output.transpose(0, 1) : output, weights);
    }

    /** {@code F.multi_head_attention_forward}: a mask of another shape with as many elements would be taken for another mask. */
    private void check(AttentionArguments arguments, boolean batched, long batch, long length, long source) {
        var padding = arguments.keyPaddingMask();
        if (padding != null) {
            requireType("key_padding_mask", padding);
            long[] expected = batched ? new long[] {batch, source} : new long[] {source};
            requireShape("key_padding_mask", padding, expected);
        }
        var mask = arguments.attnMask();
        if (mask != null) {
            requireType("attn_mask", mask);
            requireShape(mask.dim() == 3 ? "3D attn_mask" : "2D attn_mask", mask,
                    mask.dim() == 3 ? new long[] {batch * numHeads, length, source} : new long[] {length, source});
        }
    }

    private static void requireType(String name, Tensor mask) {
        if (mask.dtype() != DType.BOOL && !mask.dtype().isFloatingPoint()) {
            throw new TorchException("multi_head_attention_forward", "only bool and floating types of " + name + " are supported");
        }
    }

    private static void requireShape(String name, Tensor mask, long[] expected) {
        if (!Arrays.equals(mask.shape(), expected)) {
            throw new TorchException("multi_head_attention_forward", "The shape of the " + name + " is " + Arrays.toString(mask.shape())
                    + ", but should be " + Arrays.toString(expected));
        }
    }

    private Tensor lengthFirst(Tensor x, boolean batched) {
        return !batched ? x.unsqueeze(1) : options.batchFirst() ? x.transpose(0, 1) : x;
    }

    private Tensor[] project(Tensor query, Tensor key, Tensor value, boolean same) {
        if (same && inProjWeights.length == 1) {
            return F.linear(query, inProjWeights[0], inProjBias).chunk(3, -1).toArray(Tensor[]::new);
        }
        var weights = inProjWeights.length == 1 ? inProjWeights[0].chunk(3, 0) : List.of(inProjWeights);
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
