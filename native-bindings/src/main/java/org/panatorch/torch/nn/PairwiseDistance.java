package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** {@code torch.nn.PairwiseDistance}: of rows (B, D). */
public final class PairwiseDistance extends BuiltInModule {
    private final double p;
    private final double eps;
    private final boolean keepdim;

    /** {@code nn.PairwiseDistance()}. */
    public PairwiseDistance() {
        this(2, 1e-6, false);
    }

    /** {@code nn.PairwiseDistance(p=, eps=, keepdim=)}. */
    public PairwiseDistance(double p, double eps, boolean keepdim) {
        this.p = p;
        this.eps = eps;
        this.keepdim = keepdim;
    }

    /** {@code module(x1, x2)}. */
    public Tensor forward(Tensor x1, Tensor x2) {
        return withHooks((a, b) -> Torch.op("pairwise_distance").callTensor(a, b, p, eps, keepdim), x1, x2);
    }
}
