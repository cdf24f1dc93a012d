package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.LSTM} (Hochreiter and Schmidhuber 1997): (L, B, inputSize) to (L, B, hiddenSize). */
public final class LSTM extends Recurrent {

    /** {@code output, (h, c) = lstm(x)}: the last layer's outputs, and the last states of all layers. */
    public record Output(Tensor output, Tensor h, Tensor c) {}

    /** {@code output, (h, c) = lstm(packed)}. */
    public record PackedOutput(PackedSequence output, Tensor h, Tensor c) {}

    /** {@code nn.LSTM(input_size, hidden_size)}. */
    public LSTM(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, RNNOptions.DEFAULT);
    }

    /** {@code nn.LSTM(input_size, hidden_size, num_layers=, ...)}. */
    public LSTM(long inputSize, long hiddenSize, RNNOptions options) {
        super(inputSize, hiddenSize, 4, options);
    }

    /** {@code lstm(x)}. */
    public Output forward(Tensor x) {
        return forward(x, null, null);
    }

    /** {@code lstm(x, (h0, c0))}: states (layers * directions, B, hiddenSize). */
    public Output forward(Tensor x, Tensor h0, Tensor c0) {
        return withHooksAround(args -> {
            var results = run("lstm", args[0], args[1], args[2]);
            return new Output(results.get(0), results.get(1), results.get(2));
        }, x, h0, c0);
    }

    /** {@code lstm(packed)}: of sequences of different lengths. Hooks do not see it. */
    public PackedOutput forward(PackedSequence x) {
        return forward(x, null, null);
    }

    /** {@code lstm(packed, (h0, c0))}. */
    public PackedOutput forward(PackedSequence x, Tensor h0, Tensor c0) {
        var results = run("lstm", x, h0, c0);
        return new PackedOutput(x.with(results.get(0)), results.get(1), results.get(2));
    }
}
