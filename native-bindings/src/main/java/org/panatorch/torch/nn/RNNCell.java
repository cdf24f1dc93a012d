package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.RNNCell}: one step of an {@link RNN}, (B, inputSize) to a state (B, hiddenSize). */
public final class RNNCell extends RecurrentCell {
    private final String nonlinearity;

    /** {@code nn.RNNCell(input_size, hidden_size)}. */
    public RNNCell(long inputSize, long hiddenSize) {
        this(inputSize, hiddenSize, true, "tanh");
    }

    /** {@code nn.RNNCell(input_size, hidden_size, bias, nonlinearity)}: {@code "tanh"} or {@code "relu"}. */
    public RNNCell(long inputSize, long hiddenSize, boolean bias, String nonlinearity) {
        super(inputSize, hiddenSize, 1, bias);
        if (!nonlinearity.equals("tanh") && !nonlinearity.equals("relu")) {
            throw new IllegalArgumentException("Unknown nonlinearity: " + nonlinearity);
        }
        this.nonlinearity = nonlinearity;
    }

    /** {@code cell(x)}, from a state of zeros. */
    public Tensor forward(Tensor x) {
        return forward(x, null);
    }

    /** {@code cell(x, h)}. */
    public Tensor forward(Tensor x, Tensor h) {
        return withHooks((input, hidden) -> step("rnn_" + nonlinearity + "_cell", input, hidden).getFirst(), x, h);
    }

    @Override
    protected String extraRepr() {
        return super.extraRepr() + (nonlinearity.equals("tanh") ? "" : ", nonlinearity=" + nonlinearity);
    }
}
