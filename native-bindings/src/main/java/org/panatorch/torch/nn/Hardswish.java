package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Hardswish}. */
public final class Hardswish extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.hardswish(x);
    }
}
