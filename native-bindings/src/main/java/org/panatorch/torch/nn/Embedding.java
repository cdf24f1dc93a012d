package org.panatorch.torch.nn;

import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.EmbeddingOptions;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;

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
        this(numEmbeddings, embeddingDim, null, Call.value("Embedding", () -> new EmbeddingImpl(numEmbeddings, embeddingDim)));
    }

    /**
     * {@code nn.Embedding(num_embeddings, embedding_dim, padding_idx=paddingIdx)}: one that is zero and is not trained.
     *
     * @param paddingIdx counts from the end if negative
     */
    public Embedding(long numEmbeddings, long embeddingDim, long paddingIdx) {
        this(numEmbeddings, embeddingDim, index(numEmbeddings, paddingIdx),
                Call.value("Embedding", () -> make(numEmbeddings, embeddingDim, paddingIdx)));
    }

    private static long index(long numEmbeddings, long paddingIdx) {
        if (paddingIdx >= numEmbeddings || paddingIdx < -numEmbeddings) {
            throw new IllegalArgumentException("Padding_idx must be within num_embeddings (" + numEmbeddings + "), got " + paddingIdx);
        }
        return paddingIdx < 0 ? numEmbeddings + paddingIdx : paddingIdx;
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

    /** {@code self.num_embeddings}. */
    public long numEmbeddings() {
        return numEmbeddings;
    }

    /** {@code self.embedding_dim}. */
    public long embeddingDim() {
        return embeddingDim;
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
