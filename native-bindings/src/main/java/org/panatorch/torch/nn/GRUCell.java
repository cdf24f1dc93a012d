package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.GRUCell}: one step of a {@link GRU}, (B, inputSize) to a state (B, hiddenSize). */
public final class GRUCell extends RecurrentCell {

    /** {@code nn.GRUCell(input_size, hidden_size)}. */
    public GRUCell(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, true);
    }

    /** {@code nn.GRUCell(input_size, hidden_size, bias)}. */
    public GRUCell(long inputSize, long hiddenSize, boolean bias) {
        super(inputSize, hiddenSize, 3, bias);
    }

    /** {@code cell(x)}, from a state of zeros. */
    public Tensor forward(Tensor x) {
        return forward(x, null);
    }

    /** {@code cell(x, h)}. */
    public Tensor forward(Tensor x, Tensor h) {
        return withHooks((input, hidden) -> step("gru_cell", input, hidden).getFirst(), x, h);
    }
}
