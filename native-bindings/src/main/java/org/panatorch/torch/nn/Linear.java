package org.panatorch.torch.nn;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;

/** {@code torch.nn.Linear}: (..., inFeatures) to (..., outFeatures). Parameters {@code weight}, {@code bias}. */
public final class Linear extends NativeLayer<LinearImpl> {
    private final long inFeatures;
    private final long outFeatures;
    private final boolean bias;
    private String typeName = "Linear";

    /** {@code nn.Linear(in_features, out_features)}. */
    public Linear(long inFeatures, long outFeatures) {
        this(inFeatures, outFeatures, true);
    }

    /** {@code nn.Linear(in_features, out_features, bias=bias)}. */
    public Linear(long inFeatures, long outFeatures, boolean bias) {
        this(inFeatures, outFeatures, bias, Call.value("Linear", () -> make(inFeatures, outFeatures, bias)));
    }

    private Linear(long inFeatures, long outFeatures, boolean bias, LinearImpl impl) {
        super("linear", impl, impl::forward);
        this.inFeatures = inFeatures;
        this.outFeatures = outFeatures;
        this.bias = bias;
        parameter("weight", impl.weight(), impl::weight);
        parameter("bias", impl.bias(), impl::bias);
    }

    private static LinearImpl make(long in, long out, boolean bias) {
        try (var made = new LinearOptions(in, out)) {
            made.bias().put(bias);
            return new LinearImpl(made);
        }
    }

    /** {@code self.in_features}. */
    public long inFeatures() {
        return inFeatures;
    }

    /** {@code self.out_features}. */
    public long outFeatures() {
        return outFeatures;
    }

    /** {@code self.weight}: (outFeatures, inFeatures). */
    public Tensor weight() {
        return ownParameter("weight");
    }

    /** {@code self.bias}, or null. */
    public Tensor bias() {
        return ownParameter("bias");
    }

    /** Under the name of a class that PyTorch has for its own purposes. */
    Linear printedAs(String typeName) {
        this.typeName = typeName;
        return this;
    }

    @Override
    String typeName() {
        return typeName;
    }

    @Override
    protected String extraRepr() {
        return "in_features=" + inFeatures + ", out_features=" + outFeatures + ", bias=" + (bias ? "True" : "False");
    }
}
