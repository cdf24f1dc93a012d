package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Hardswish}. */
public final class Hardswish extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.hardswish(x);
    }
}
