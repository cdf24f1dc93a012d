package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.GLU}: one half times the sigmoid of the other. */
public final class GLU extends BuiltInLayer {
    private final long dim;

    /** {@code nn.GLU()}. */
    public GLU() {
        this(-1);
    }

    /** {@code nn.GLU(dim)}. */
    public GLU(long dim) {
        this.dim = dim;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.glu(x, dim);
    }

    @Override
    protected String extraRepr() {
        return "dim=" + dim;
    }
}
