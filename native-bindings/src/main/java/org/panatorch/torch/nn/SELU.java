package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SELU}. */
public final class SELU extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.selu(x);
    }
}
