package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Hardsigmoid}. */
public final class Hardsigmoid extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.hardsigmoid(x);
    }
}
