package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.Bilinear}: (..., in1) and (..., in2) to (..., out). Parameters {@code weight}, {@code bias}. */
public final class Bilinear extends BuiltInModule {
    private final long in1Features;
    private final long in2Features;
    private final long outFeatures;
    private final Tensor weight;
    private final Tensor bias;

    /** {@code nn.Bilinear(in1_features, in2_features, out_features)}. */
    public Bilinear(long in1Features, long in2Features, long outFeatures) {
        this.in1Features = in1Features;
        this.in2Features = in2Features;
        this.outFeatures = outFeatures;
        try (var _ = TensorScope.open()) {
            weight = registerParameter("weight", Torch.empty(outFeatures, in1Features, in2Features));
            bias = registerParameter("bias", Torch.empty(outFeatures));
            double bound = 1 / Math.sqrt(in1Features);
            Init.uniform_(weight, -bound, bound);
            Init.uniform_(bias, -bound, bound);
        }
    }

    public Tensor forward(Tensor x1, Tensor x2) {
        return withHooks((a, b) -> F.bilinear(a, b, weight, bias), x1, x2);
    }

    @Override
    protected String extraRepr() {
        return "in1_features=" + in1Features + ", in2_features=" + in2Features + ", out_features=" + outFeatures + ", bias=True";
    }
}
