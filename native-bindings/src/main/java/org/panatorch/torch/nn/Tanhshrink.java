package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.Tanhshrink}. */
public final class Tanhshrink extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.tanhshrink(x);
    }
}
