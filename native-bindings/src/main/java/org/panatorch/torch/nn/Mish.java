package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Mish}. */
public final class Mish extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.mish(x);
    }
}
