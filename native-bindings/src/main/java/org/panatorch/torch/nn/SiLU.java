package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SiLU}. */
public final class SiLU extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.silu();
    }
}
