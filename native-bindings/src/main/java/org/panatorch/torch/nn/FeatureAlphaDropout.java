package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.FeatureAlphaDropout}: {@link AlphaDropout} of whole channels. */
public final class FeatureAlphaDropout extends BuiltInLayer {
    private final double p;

    /** {@code nn.FeatureAlphaDropout()}. */
    public FeatureAlphaDropout() {
        this(0.5);
    }

    /** {@code nn.FeatureAlphaDropout(p)}. */
    public FeatureAlphaDropout(double p) {
        this.p = probability(p);
    }

    @Override
    Tensor compute(Tensor x) {
        return F.featureAlphaDropout(x, p, isTraining());
    }

    @Override
    protected String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=False";
    }
}
