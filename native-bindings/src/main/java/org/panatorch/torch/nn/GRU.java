package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.GRU} (Cho et al. 2014, arXiv 1406.1078): (L, B, inputSize) to (L, B, hiddenSize). */
public final class GRU extends Recurrent {

    /** {@code output, h = gru(x)}: the last layer's outputs, and the last states of all layers. */
    public record Output(Tensor output, Tensor h) {}

    /** {@code output, h = gru(packed)}. */
    public record PackedOutput(PackedSequence output, Tensor h) {}

    /** {@code nn.GRU(input_size, hidden_size)}. */
    public GRU(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, RNNOptions.DEFAULT);
    }

    /** {@code nn.GRU(input_size, hidden_size, num_layers=, ...)}. */
    public GRU(long inputSize, long hiddenSize, RNNOptions options) {
        super(inputSize, hiddenSize, 3, options);
    }

    /** {@code gru(x)}. */
    public Output forward(Tensor x) {
        return forward(x, null);
    }

    /** {@code gru(x, h0)}: states (layers * directions, B, hiddenSize). */
    public Output forward(Tensor x, Tensor h0) {
        return withHooks((input, hidden) -> {
            var results = run("gru", input, hidden);
            return new Output(results.get(0), results.get(1));
        }, x, h0);
    }

    /** {@code gru(packed)}: of sequences of different lengths. Hooks do not see it. */
    public PackedOutput forward(PackedSequence x) {
        return forward(x, null);
    }

    /** {@code gru(packed, h0)}. */
    public PackedOutput forward(PackedSequence x, Tensor h0) {
        var results = run("gru", x, h0);
        return new PackedOutput(x.with(results.get(0)), results.get(1));
    }
}
