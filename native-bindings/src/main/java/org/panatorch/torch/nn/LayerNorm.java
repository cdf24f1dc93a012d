package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * {@code torch.nn.LayerNorm} (Ba et al. 2016, arXiv 1607.06450): (..., normalizedShape) to the same. Parameters
 * {@code weight}, {@code bias}.
 */
public final class LayerNorm extends BuiltInLayer {
    private final long[] normalizedShape;
    private final double eps;
    private final Tensor weight;
    private final Tensor bias;

    /** {@code nn.LayerNorm(normalized_shape)}, with eps = 1e-5. */
    public LayerNorm(long... normalizedShape) {
        this(normalizedShape, 1e-5, true, true);
    }

    /** {@code nn.LayerNorm(normalized_shape, bias=bias)}, of the last dimension. */
    public LayerNorm(long normalizedShape, boolean bias) {
        this(new long[] {normalizedShape}, 1e-5, true, bias);
    }

    /** {@code nn.LayerNorm(normalized_shape, eps, elementwise_affine, bias)}. */
    public LayerNorm(long[] normalizedShape, double eps, boolean elementwiseAffine, boolean bias) {
        this.normalizedShape = normalizedShape.clone();
        this.eps = eps;
        try (var _ = TensorScope.open()) {
            weight = elementwiseAffine ? registerParameter("weight", Torch.ones(normalizedShape)) : null;
            this.bias = elementwiseAffine && bias ? registerParameter("bias", Torch.zeros(normalizedShape)) : null;
        }
    }

    /** {@code self.weight}, or null. */
    public Tensor weight() {
        return weight;
    }

    /** {@code self.bias}, or null. */
    public Tensor bias() {
        return bias;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.layerNorm(x, normalizedShape, weight, bias, eps);
    }

    /** It keeps its input for the gradient, not its output. */
    @Override
    boolean outputMayBeOverwritten() {
        return true;
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(normalizedShape) + ", eps=" + Repr.of(eps) + ", elementwise_affine=" + Repr.of(weight != null)
                + ", bias=" + Repr.of(bias != null);
    }
}
