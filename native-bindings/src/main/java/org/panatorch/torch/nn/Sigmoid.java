package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Sigmoid}. */
public final class Sigmoid extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.sigmoid(x);
    }
}
