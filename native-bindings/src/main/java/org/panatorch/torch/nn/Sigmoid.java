package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Sigmoid}. */
public final class Sigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.sigmoid(x);
    }
}
