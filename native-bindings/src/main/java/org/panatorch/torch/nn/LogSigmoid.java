package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LogSigmoid}. */
public final class LogSigmoid extends BuiltInLayer {
    @Override
    Tensor compute(Tensor x) {
        return F.logsigmoid(x);
    }
}
