package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReLU}. */
public final class ReLU extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return x.relu();
    }
}
