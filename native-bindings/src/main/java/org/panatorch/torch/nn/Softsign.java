package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Softsign}. */
public final class Softsign extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.softsign(x);
    }
}
