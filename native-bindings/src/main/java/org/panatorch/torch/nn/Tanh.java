package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Tanh}. */
public final class Tanh extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.tanh(x);
    }
}
