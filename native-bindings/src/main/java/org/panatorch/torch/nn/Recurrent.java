package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;

/** What the recurrent networks have in common: {@code torch.nn.modules.rnn.RNNBase}. */
abstract sealed class Recurrent extends BuiltInModule permits RNN, LSTM, GRU {
    private final long inputSize;
    private final long hiddenSize;
    final RNNOptions options;
    private final List<Tensor> weights = new ArrayList<>();
    private final List<long[]> shapes = new ArrayList<>();

    /** @param gates how many matrices of the hidden size lie above each other in a weight */
    Recurrent(long inputSize, long hiddenSize, int gates, RNNOptions options) {
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.options = options;
        if (hiddenSize <= 0 || options.numLayers() <= 0) {
            throw new IllegalArgumentException((hiddenSize <= 0 ? "hidden_size" : "num_layers") + " must be greater than zero");
        }
        if (!(options.dropout() >= 0 && options.dropout() <= 1)) {
            throw new IllegalArgumentException("dropout should be a number in range [0, 1] representing the probability of an element"
                    + " being zeroed, got " + options.dropout());
        }
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

    /** {@code self.input_size}. */
    public final long inputSize() {
        return inputSize;
    }

    /** {@code self.hidden_size}. */
    public final long hiddenSize() {
        return hiddenSize;
    }

    private void add(String name, long... shape) {
        shapes.add(shape);
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
        if (x.dim() != 2 && x.dim() != 3) {
            throw refused(getClass().getSimpleName() + ": Expected input to be 2D or 3D, got " + x.dim() + "D instead");
        }
        boolean single = x.dim() == 2;
        int batchDim = options.batchFirst() ? 0 : 1;
        var input = single ? x.unsqueeze(batchDim) : x;
        var hidden = new ArrayList<Tensor>();
        for (var state : states) {
            if (state != null && state.dim() != x.dim()) {
                throw refused((single ? "For unbatched 2-D input" : "For batched 3-D input")
                        + ", hx and cx should also be " + x.dim() + "-D but got " + state.dim() + "-D");
            }
            hidden.add(state == null ? zeros(input, input.size(batchDim)) : single ? state.unsqueeze(1) : state);
        }
        check(input, input.size(batchDim), hidden);
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
            check(x.data(), batch, hidden);
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

    /**
     * {@code RNNBase.check_forward_args}: what has another shape, libtorch's fast paths read and write past its end.
     *
     * @param hidden in the input's order
     */
    private void check(Tensor input, long batch, List<Tensor> hidden) {
        if (input.size(-1) != inputSize) {
            throw refused("input.size(-1) must be equal to input_size. Expected " + inputSize + ", got " + input.size(-1));
        }
        long[] expected = stateShape(batch);
        for (int i = 0; i < hidden.size(); i++) {
            long[] shape = hidden.get(i).shape();
            if (!Arrays.equals(shape, expected)) {
                throw refused("Expected hidden" + (hidden.size() == 1 ? "" : "[" + i + "]") + " size "
                        + Arrays.toString(expected).replace('[', '(').replace(']', ')') + ", got " + Arrays.toString(shape));
            }
        }
        for (int i = 0; i < weights.size(); i++) {
            long[] shape = weights.get(i).shape();
            if (!Arrays.equals(shape, shapes.get(i))) {
                throw refused("a weight has the shape " + Arrays.toString(shape) + ", expected " + Arrays.toString(shapes.get(i)));
            }
        }
    }

    private TorchException refused(String why) {
        return new TorchException(getClass().getSimpleName(), why);
    }

    private long[] stateShape(long batch) {
        return Keywords.shape(options.numLayers() * (options.bidirectional() ? 2 : 1), batch, hiddenSize);
    }

    private Tensor zeros(Tensor input, long batch) {
        return Torch.zeros(stateShape(batch), Keywords.dtype(input.dtype()).device(input.device()));
    }

    @Override
    protected final String extraRepr() {
        return inputSize + ", " + hiddenSize + (options.numLayers() == 1 ? "" : ", num_layers=" + options.numLayers())
                + (options.bias() ? "" : ", bias=False") + (options.batchFirst() ? ", batch_first=True" : "")
                + (options.dropout() == 0 ? "" : ", dropout=" + Repr.of(options.dropout()))
                + (options.bidirectional() ? ", bidirectional=True" : "");
    }
}
