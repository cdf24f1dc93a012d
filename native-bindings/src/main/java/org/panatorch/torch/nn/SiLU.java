package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.SiLU}. */
public final class SiLU extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return x.silu();
    }
}
