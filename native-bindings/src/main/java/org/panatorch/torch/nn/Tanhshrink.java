package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Tanhshrink}. */
public final class Tanhshrink extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.tanhshrink(x);
    }
}
