package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Tanh}. */
public final class Tanh extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.tanh(x);
    }
}
