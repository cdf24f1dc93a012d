package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** What the recurrent networks have in common: {@code torch.nn.modules.rnn.RNNBase}. */
abstract sealed class Recurrent extends BuiltInModule permits RNN, LSTM, GRU {
    private final long inputSize;
    private final long hiddenSize;
    final RNNOptions options;
    private final List<Tensor> weights = new ArrayList<>();

    /** @param gates how many matrices of the hidden size lie above each other in a weight */
    Recurrent(long inputSize, long hiddenSize, int gates, RNNOptions options) {
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.options = options;
        int directions = options.bidirectional() ? 2 : 1;
        double bound = 1 / Math.sqrt(hiddenSize);
        try (var _ = TensorScope.open()) {
            for (long layer = 0; layer < options.numLayers(); layer++) {
                long in = layer == 0 ? inputSize : hiddenSize * directions;
                for (int direction = 0; direction < directions; direction++) {
                    var suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
                    add("weight_ih" + suffix, gates * hiddenSize, in);
                    add("weight_hh" + suffix, gates * hiddenSize, hiddenSize);
                    if (options.bias()) {
                        add("bias_ih" + suffix, gates * hiddenSize);
                        add("bias_hh" + suffix, gates * hiddenSize);
                    }
                }
            }
        }
        weights.forEach(w -> Init.uniform_(w, -bound, bound));
    }

    private void add(String name, long... shape) {
        weights.add(registerParameter(name, Torch.empty(shape)));
    }

    /**
     * Runs it.
     *
     * @param x (L, B, inputSize), or as the options say, or without a batch
     * @param states (layers * directions, B, hiddenSize) each; null for zeros
     * @return the output, and the last states
     */
    final List<Tensor> run(String op, Tensor x, Tensor... states) {
        boolean single = x.dim() == 2;
        int batchDim = options.batchFirst() ? 0 : 1;
        var input = single ? x.unsqueeze(batchDim) : x;
        var hidden = new ArrayList<Tensor>();
        for (var state : states) {
            hidden.add(state == null ? zeros(input, input.size(batchDim)) : single ? state.unsqueeze(1) : state);
        }
        var results = Torch.op(op + ".input").callTensors(input, hidden.size() == 1 ? hidden.getFirst() : hidden, weights,
                options.bias(), options.numLayers(), options.dropout(), isTraining(), options.bidirectional(), options.batchFirst());
        if (!single) {
            return results;
        }
        var squeezed = new ArrayList<Tensor>();
        squeezed.add(results.getFirst().squeeze(batchDim));
        results.stream().skip(1).forEach(state -> squeezed.add(state.squeeze(1)));
        return squeezed;
    }

    /**
     * Runs it on sequences of different lengths.
     *
     * @param states (layers * directions, B, hiddenSize) each, in the batch's order; null for zeros
     * @return the output's data, and the last states in the batch's order
     */
    final List<Tensor> run(String op, PackedSequence x, Tensor... states) {
        try (var scope = TensorScope.open()) {
            long batch = x.batchSizes().get(0).itemLong();
            var hidden = new ArrayList<Tensor>();
            for (var state : states) {
                hidden.add(state == null ? zeros(x.data(), batch)
                        : x.sortedIndices() == null ? state : state.indexSelect(1, x.sortedIndices()));
            }
            var results = Torch.op(op + ".data").callTensors(x.data(), x.batchSizes(),
                    hidden.size() == 1 ? hidden.getFirst() : hidden, weights, options.bias(), options.numLayers(),
                    options.dropout(), isTraining(), options.bidirectional());
            var all = new ArrayList<Tensor>();
            all.add(scope.promote(results.getFirst()));
            results.stream().skip(1).map(state -> x.unsortedIndices() == null ? state : state.indexSelect(1, x.unsortedIndices()))
                    .forEach(state -> all.add(scope.promote(state)));
            return all;
        }
    }

    private Tensor zeros(Tensor input, long batch) {
        long layers = options.numLayers() * (options.bidirectional() ? 2 : 1);
        return Torch.zeros(Keywords.shape(layers, batch, hiddenSize), Keywords.dtype(input.dtype()).device(input.device()));
    }

    @Override
    protected final String extraRepr() {
        return inputSize + ", " + hiddenSize + (options.numLayers() == 1 ? "" : ", num_layers=" + options.numLayers())
                + (options.bias() ? "" : ", bias=False") + (options.batchFirst() ? ", batch_first=True" : "")
                + (options.dropout() == 0 ? "" : ", dropout=" + Repr.of(options.dropout()))
                + (options.bidirectional() ? ", bidirectional=True" : "");
    }
}
