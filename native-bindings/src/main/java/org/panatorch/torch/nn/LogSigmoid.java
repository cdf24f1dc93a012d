package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LogSigmoid}. */
public final class LogSigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return F.logsigmoid(x);
    }
}
