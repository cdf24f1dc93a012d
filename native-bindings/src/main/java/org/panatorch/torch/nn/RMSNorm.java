package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.RMSNorm} (Zhang and Sennrich 2019, arXiv 1910.07467): (..., normalizedShape) to the same. */
public final class RMSNorm extends BuiltInLayer {
    private final long[] normalizedShape;
    private final Double eps;
    private final Tensor weight;

    /** {@code nn.RMSNorm(normalized_shape)}: eps is what the type can just tell from 1. */
    public RMSNorm(long... normalizedShape) {
        this(normalizedShape, null, true);
    }

    /** {@code nn.RMSNorm(normalized_shape, eps, elementwise_affine)}. */
    public RMSNorm(long[] normalizedShape, Double eps, boolean elementwiseAffine) {
        this.normalizedShape = normalizedShape.clone();
        this.eps = eps;
        try (var _ = TensorScope.open()) {
            weight = elementwiseAffine ? registerParameter("weight", Torch.ones(normalizedShape)) : null;
        }
    }

    /** {@code self.weight}, or null. */
    public Tensor weight() {
        return weight;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.rmsNorm(x, normalizedShape, weight, eps);
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(normalizedShape) + ", eps=" + (eps == null ? "None" : Repr.of(eps)) + ", elementwise_affine="
                + Repr.of(weight != null);
    }
}
