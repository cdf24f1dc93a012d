package org.panatorch.torch.nn;

import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.EmbeddingOptions;
import org.panatorch.torch.Tensor;

/**
 * {@code torch.nn.Embedding}: int64 indices of any shape to vectors, (...) to (..., embeddingDim). Parameter
 * {@code weight}. An index outside 0..numEmbeddings-1 is a {@link org.panatorch.torch.TorchException}.
 */
public final class Embedding extends NativeLayer<EmbeddingImpl> {
    private final long numEmbeddings;
    private final long embeddingDim;
    private final Long paddingIdx;

    /** {@code nn.Embedding(num_embeddings, embedding_dim)}. */
    public Embedding(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, null, new EmbeddingImpl(numEmbeddings, embeddingDim));
    }

    /** {@code nn.Embedding(num_embeddings, embedding_dim, padding_idx=paddingIdx)}: one that is zero and is not trained. */
    public Embedding(long numEmbeddings, long embeddingDim, long paddingIdx) {
        this(numEmbeddings, embeddingDim, paddingIdx, make(numEmbeddings, embeddingDim, paddingIdx));
    }

    private static EmbeddingImpl make(long numEmbeddings, long embeddingDim, long paddingIdx) {
        try (var made = new EmbeddingOptions(numEmbeddings, embeddingDim);
                var index = new org.bytedeco.pytorch.LongOptional(paddingIdx)) {
            made.padding_idx().put(index);
            return new EmbeddingImpl(made);
        }
    }

    private Embedding(long numEmbeddings, long embeddingDim, Long paddingIdx, EmbeddingImpl impl) {
        super("embedding", impl, impl::forward);
        this.numEmbeddings = numEmbeddings;
        this.embeddingDim = embeddingDim;
        this.paddingIdx = paddingIdx;
        parameter("weight", impl.weight(), impl::weight);
    }

    /** {@code self.weight}: (numEmbeddings, embeddingDim). */
    public Tensor weight() {
        return ownParameter("weight");
    }

    @Override
    protected String extraRepr() {
        return numEmbeddings + ", " + embeddingDim + (paddingIdx == null ? "" : ", padding_idx=" + paddingIdx);
    }
}
