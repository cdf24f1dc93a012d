package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** {@code torch.nn.CosineSimilarity}: along a dimension. */
public final class CosineSimilarity extends BuiltInModule {
    private final long dim;
    private final double eps;

    /** {@code nn.CosineSimilarity()}. */
    public CosineSimilarity() {
        this(1, 1e-8);
    }

    /** {@code nn.CosineSimilarity(dim=, eps=)}. */
    public CosineSimilarity(long dim, double eps) {
        this.dim = dim;
        this.eps = eps;
    }

    /** {@code module(x1, x2)}. */
    public Tensor forward(Tensor x1, Tensor x2) {
        return withHooks((a, b) -> Torch.op("cosine_similarity").callTensor(a, b, dim, eps), x1, x2);
    }
}
