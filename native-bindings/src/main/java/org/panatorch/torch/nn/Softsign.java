package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softsign}. */
public final class Softsign extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.softsign(x);
    }
}
