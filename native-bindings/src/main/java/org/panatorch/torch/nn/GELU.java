package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.GELU}. */
public final class GELU extends BuiltInLayer {
    private final String approximate;

    /** {@code nn.GELU()}. */
    public GELU() {
        this("none");
    }

    /** {@code nn.GELU(approximate)}. */
    public GELU(String approximate) {
        this.approximate = approximate;
    }

    @Override
    Tensor compute(Tensor x) {
        return F.gelu(x, approximate);
    }

    @Override
    protected String extraRepr() {
        return "approximate='" + approximate + "'";
    }
}
