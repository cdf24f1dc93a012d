package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.nn.EmbeddingBag}: the mean, sum or largest of the vectors of each bag of indices. (B, N) to (B, embeddingDim),
 * or (N) with the offsets at which bags begin. Parameter {@code weight}.
 */
public final class EmbeddingBag extends BuiltInModule {
    private final long numEmbeddings;
    private final long embeddingDim;
    private final String mode;
    private final Tensor weight;

    /** {@code nn.EmbeddingBag(num_embeddings, embedding_dim)}: means. */
    public EmbeddingBag(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, "mean");
    }

    /** {@code nn.EmbeddingBag(num_embeddings, embedding_dim, mode=mode)}: {@code "mean"}, {@code "sum"} or {@code "max"}. */
    public EmbeddingBag(long numEmbeddings, long embeddingDim, String mode) {
        this.numEmbeddings = numEmbeddings;
        this.embeddingDim = embeddingDim;
        this.mode = mode;
        try (var _ = TensorScope.open()) {
            weight = registerParameter("weight", Torch.empty(numEmbeddings, embeddingDim));
        }
        Init.normal_(weight, 0, 1);
    }

    /** {@code self.weight}: (numEmbeddings, embeddingDim). */
    public Tensor weight() {
        return weight;
    }

    /** {@code bag(indices)}: (B, N) int64. */
    public Tensor forward(Tensor indices) {
        return forward(indices, null);
    }

    /** {@code bag(indices, offsets)}: (N) int64, and (B) int64. */
    public Tensor forward(Tensor indices, Tensor offsets) {
        return withHooks((i, o) -> F.embeddingBag(i, weight, o, mode), indices, offsets);
    }

    @Override
    protected String extraRepr() {
        return numEmbeddings + ", " + embeddingDim + ", mode='" + mode + "'";
    }
}
