package org.panatorch.torch.nn;

/**
 * The keyword arguments of {@link MultiheadAttention}: {@code AttentionOptions.DEFAULT.batchFirst(true)}.
 *
 * @param dropout of the weights, while training; 0 by default
 * @param bias true by default
 * @param batchFirst whether inputs are (B, L, E) and not (L, B, E); false by default
 * @param kdim features of the keys; null, the default, for as many as the queries'
 * @param vdim features of the values; null, the default, for as many as the queries'
 */
public record AttentionOptions(double dropout, boolean bias, boolean batchFirst, Long kdim, Long vdim) {

    /** No keyword given. */
    public static final AttentionOptions DEFAULT = new AttentionOptions(0, true, false, null, null);

    public AttentionOptions {
        if (!(dropout >= 0 && dropout <= 1)) {
            throw new IllegalArgumentException("dropout probability has to be between 0 and 1, but got " + dropout);
        }
    }

    /** {@code dropout=dropout}. */
    public AttentionOptions dropout(double dropout) {
        return new AttentionOptions(dropout, bias, batchFirst, kdim, vdim);
    }

    /** {@code bias=bias}. */
    public AttentionOptions bias(boolean bias) {
        return new AttentionOptions(dropout, bias, batchFirst, kdim, vdim);
    }

    /** {@code batch_first=batchFirst}. */
    public AttentionOptions batchFirst(boolean batchFirst) {
        return new AttentionOptions(dropout, bias, batchFirst, kdim, vdim);
    }

    /** {@code kdim=kdim}. */
    public AttentionOptions kdim(long kdim) {
        return new AttentionOptions(dropout, bias, batchFirst, kdim, vdim);
    }

    /** {@code vdim=vdim}. */
    public AttentionOptions vdim(long vdim) {
        return new AttentionOptions(dropout, bias, batchFirst, kdim, vdim);
    }
}
