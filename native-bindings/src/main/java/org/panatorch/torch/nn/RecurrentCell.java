package org.panatorch.torch.nn;

import java.util.List;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * One step of a recurrent network: {@code torch.nn.modules.rnn.RNNCellBase}. Parameters {@code weight_ih}, {@code weight_hh},
 * {@code bias_ih}, {@code bias_hh}.
 */
abstract sealed class RecurrentCell extends BuiltInModule permits RNNCell, LSTMCell, GRUCell {
    private final long inputSize;
    private final long hiddenSize;
    private final boolean bias;
    private final Tensor weightIh;
    private final Tensor weightHh;
    private final Tensor biasIh;
    private final Tensor biasHh;

    /** @param gates how many matrices of the hidden size lie above each other in a weight */
    RecurrentCell(long inputSize, long hiddenSize, int gates, boolean bias) {
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.bias = bias;
        try (var _ = TensorScope.open()) {
            weightIh = registerParameter("weight_ih", Torch.empty(gates * hiddenSize, inputSize));
            weightHh = registerParameter("weight_hh", Torch.empty(gates * hiddenSize, hiddenSize));
            biasIh = bias ? registerParameter("bias_ih", Torch.empty(gates * hiddenSize)) : null;
            biasHh = bias ? registerParameter("bias_hh", Torch.empty(gates * hiddenSize)) : null;
        }
        double bound = 1 / Math.sqrt(hiddenSize);
        parameters().forEach(p -> Init.uniform_(p, -bound, bound));
    }

    /** One step of (B, inputSize), or (inputSize); states (B, hiddenSize) each, null for zeros. The new states. */
    final List<Tensor> step(String op, Tensor x, Tensor... states) {
        boolean single = x.dim() == 1;
        var input = single ? x.unsqueeze(0) : x;
        var hidden = new Tensor[states.length];
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = states[i] == null
                    ? Torch.zeros(Keywords.shape(input.size(0), hiddenSize), Keywords.dtype(input.dtype()).device(input.device()))
                    : single ? states[i].unsqueeze(0) : states[i];
        }
        var results = Torch.op(op).callTensors(input, hidden.length == 1 ? hidden[0] : List.of(hidden), weightIh, weightHh, biasIh,
                biasHh);
        return single ? results.stream().map(state -> state.squeeze(0)).toList() : results;
    }

    @Override
    protected String extraRepr() {
        return inputSize + ", " + hiddenSize + (bias ? "" : ", bias=False");
    }
}
