package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Mish}. */
public final class Mish extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.mish(x);
    }
}
