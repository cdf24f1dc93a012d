package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.PReLU} (He et al. 2015, arXiv 1502.01852). Parameter {@code weight}, the slope. */
public final class PReLU extends BuiltInLayer {
    private final long numParameters;
    private final Tensor weight;

    /** {@code nn.PReLU()}: one slope, 0.25. */
    public PReLU() {
        this(1, 0.25);
    }

    /** {@code nn.PReLU(num_parameters, init)}: one slope, or one for each channel. */
    public PReLU(long numParameters, double init) {
        this.numParameters = numParameters;
        try (var _ = TensorScope.open()) {
            weight = registerParameter("weight", Torch.full(new long[] {numParameters}, init));
        }
    }

    @Override
    Tensor compute(Tensor x) {
        return F.prelu(x, weight);
    }

    @Override
    protected String extraRepr() {
        return "num_parameters=" + numParameters;
    }
}
