package org.panatorch.ddpm.models;

import static org.panatorch.torch.TensorOptions.DEFAULT;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Layer;

/**
 * Sinusoidal table (Vaswani et al. 2017, section 3.5), kept as the buffer {@code pe} of shape (maxLen, dModel): it is
 * part of the state dict.
 */
final class PositionalEncoding extends Layer {
    private final Tensor pe;

    PositionalEncoding(long dModel, long maxLen) {
        try (var _ = TensorScope.open()) {
            var position = Torch.arange(0, maxLen, 1, DEFAULT).unsqueeze(1);
            var divTerm = Torch.arange(0, dModel, 2, DEFAULT).mul(-Math.log(10000.0) / dModel).exp();
            var table = Torch.zeros(maxLen, dModel);
            table.slice(1, 0, Tensor.END, 2).copy_(position.mul(divTerm).sin());
            table.slice(1, 1, Tensor.END, 2).copy_(position.mul(divTerm).cos());
            pe = registerBuffer("pe", table);
        }
    }

    /** t: (B), int64. Returns (B, dModel). */
    @Override
    public Tensor forward(Tensor t) {
        return pe.get(t);
    }
}
