package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/**
 * {@code torch.nn.utils.rnn.PackedSequence}: sequences of different lengths without padding, step by step. {@link
 * Utils#packPaddedSequence} makes one, recurrent networks take and give them.
 *
 * @param data (all steps, ...)
 * @param batchSizes how many sequences go on at each step, int64, on the CPU
 * @param sortedIndices from the batch's order to that of falling length; null if the batch had that order
 * @param unsortedIndices back again
 */
public record PackedSequence(Tensor data, Tensor batchSizes, Tensor sortedIndices, Tensor unsortedIndices) {

    /** Padded again: (L, B, ...), or batches first, and the lengths (B). */
    public record Padded(Tensor output, Tensor lengths) {}

    PackedSequence with(Tensor data) {
        return new PackedSequence(data, batchSizes, sortedIndices, unsortedIndices);
    }
}
