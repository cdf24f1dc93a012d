package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReLU6}: between 0 and 6. */
public final class ReLU6 extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.relu6(x);
    }
}
