package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Hardsigmoid}. */
public final class Hardsigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.hardsigmoid(x);
    }
}
