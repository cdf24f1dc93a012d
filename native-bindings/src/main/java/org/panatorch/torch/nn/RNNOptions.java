package org.panatorch.torch.nn;

/**
 * The keyword arguments of {@link RNN}, {@link LSTM} and {@link GRU}: {@code RNNOptions.DEFAULT.numLayers(2)}.
 *
 * @param numLayers 1 by default
 * @param bias true by default
 * @param batchFirst whether inputs are (B, L, C) and not (L, B, C); false by default
 * @param dropout between the layers, while training; 0 by default
 * @param bidirectional false by default
 * @param nonlinearity of {@link RNN}: {@code "tanh"} by default, or {@code "relu"}
 */
public record RNNOptions(long numLayers, boolean bias, boolean batchFirst, double dropout, boolean bidirectional,
        String nonlinearity) {

    /** No keyword given. */
    public static final RNNOptions DEFAULT = new RNNOptions(1, true, false, 0, false, "tanh");

    /** {@code num_layers=numLayers}. */
    public RNNOptions numLayers(long numLayers) {
        return new RNNOptions(numLayers, bias, batchFirst, dropout, bidirectional, nonlinearity);
    }

    /** {@code bias=bias}. */
    public RNNOptions bias(boolean bias) {
        return new RNNOptions(numLayers, bias, batchFirst, dropout, bidirectional, nonlinearity);
    }

    /** {@code batch_first=batchFirst}. */
    public RNNOptions batchFirst(boolean batchFirst) {
        return new RNNOptions(numLayers, bias, batchFirst, dropout, bidirectional, nonlinearity);
    }

    /** {@code dropout=dropout}. */
    public RNNOptions dropout(double dropout) {
        return new RNNOptions(numLayers, bias, batchFirst, dropout, bidirectional, nonlinearity);
    }

    /** {@code bidirectional=bidirectional}. */
    public RNNOptions bidirectional(boolean bidirectional) {
        return new RNNOptions(numLayers, bias, batchFirst, dropout, bidirectional, nonlinearity);
    }

    /** {@code nonlinearity=nonlinearity}. */
    public RNNOptions nonlinearity(String nonlinearity) {
        return new RNNOptions(numLayers, bias, batchFirst, dropout, bidirectional, nonlinearity);
    }
}
