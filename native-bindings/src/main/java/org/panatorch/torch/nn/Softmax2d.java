package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softmax2d}: over the channels of (B, C, H, W) or (C, H, W). */
public final class Softmax2d extends BuiltInLayer {

    /** {@code nn.Softmax2d()}. */
    public Softmax2d() {}

    @Override
    Tensor compute(Tensor x) {
        return x.softmax(-3);
    }

    @Override
    protected String extraRepr() {
        return "";
    }
}
