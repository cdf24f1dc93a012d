package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.RNN} (Elman 1990): (L, B, inputSize) to (L, B, hiddenSize). */
public final class RNN extends Recurrent {

    /** {@code output, h = rnn(x)}: the last layer's outputs, and the last states of all layers. */
    public record Output(Tensor output, Tensor h) {}

    /** {@code output, h = rnn(packed)}. */
    public record PackedOutput(PackedSequence output, Tensor h) {}

    /** {@code nn.RNN(input_size, hidden_size)}. */
    public RNN(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, RNNOptions.DEFAULT);
    }

    /** {@code nn.RNN(input_size, hidden_size, num_layers=, ...)}. */
    public RNN(long inputSize, long hiddenSize, RNNOptions options) {
        super(inputSize, hiddenSize, 1, options);
    }

    /** {@code rnn(x)}. */
    public Output forward(Tensor x) {
        return forward(x, null);
    }

    /** {@code rnn(x, h0)}: states (layers * directions, B, hiddenSize). */
    public Output forward(Tensor x, Tensor h0) {
        return withHooks((input, hidden) -> {
            var results = run("rnn_" + options.nonlinearity(), input, hidden);
            return new Output(results.get(0), results.get(1));
        }, x, h0);
    }

    /** {@code rnn(packed)}: of sequences of different lengths. Hooks do not see it. */
    public PackedOutput forward(PackedSequence x) {
        return forward(x, null);
    }

    /** {@code rnn(packed, h0)}. */
    public PackedOutput forward(PackedSequence x, Tensor h0) {
        var results = run("rnn_" + options.nonlinearity(), x, h0);
        return new PackedOutput(x.with(results.get(0)), results.get(1));
    }
}
