package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SELU}. */
public final class SELU extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.selu(x);
    }
}
