package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.ReLU6}: between 0 and 6. */
public final class ReLU6 extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.relu6(x);
    }
}
