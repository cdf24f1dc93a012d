package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LSTMCell}: one step of an {@link LSTM}, (B, inputSize) to two states (B, hiddenSize). */
public final class LSTMCell extends RecurrentCell {

    /** {@code h, c = cell(x)}. */
    public record Output(Tensor h, Tensor c) {}

    /** {@code nn.LSTMCell(input_size, hidden_size)}. */
    public LSTMCell(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, true);
    }

    /** {@code nn.LSTMCell(input_size, hidden_size, bias)}. */
    public LSTMCell(long inputSize, long hiddenSize, boolean bias) {
        super(inputSize, hiddenSize, 4, bias);
    }

    /** {@code cell(x)}, from states of zeros. */
    public Output forward(Tensor x) {
        return forward(x, null, null);
    }

    /** {@code cell(x, (h, c))}. */
    public Output forward(Tensor x, Tensor h, Tensor c) {
        return withHooksAround(args -> {
            var results = step("lstm_cell", args[0], args[1], args[2]);
            return new Output(results.get(0), results.get(1));
        }, x, h, c);
    }
}
