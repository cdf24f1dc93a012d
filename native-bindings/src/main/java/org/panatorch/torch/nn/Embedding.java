package org.panatorch.torch.nn;

import org.bytedeco.pytorch.EmbeddingImpl;

/**
 * {@code torch.nn.Embedding}: int64 indices of any shape to vectors, (...) to (..., embeddingDim). Parameter
 * {@code weight}. An index outside 0..numEmbeddings-1 is a {@link org.panatorch.torch.TorchException}.
 */
public final class Embedding extends NativeLayer<EmbeddingImpl> {
    private final long numEmbeddings;
    private final long embeddingDim;

    /** {@code nn.Embedding(num_embeddings, embedding_dim)}. */
    public Embedding(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, new EmbeddingImpl(numEmbeddings, embeddingDim));
    }

    private Embedding(long numEmbeddings, long embeddingDim, EmbeddingImpl impl) {
        super("embedding", impl, impl::forward);
        this.numEmbeddings = numEmbeddings;
        this.embeddingDim = embeddingDim;
        parameter("weight", impl.weight(), impl::weight);
    }

    @Override
    protected String extraRepr() {
        return numEmbeddings + ", " + embeddingDim;
    }
}
