package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code reduction=} of the losses: what becomes of the losses of the elements. */
public enum Reduction {
    NONE, MEAN, SUM,
    /** {@code "batchmean"}, of the Kullback-Leibler divergence only: the sum by the number of samples. */
    BATCHMEAN;

    /** libtorch's number for it. */
    int code() {
        if (this == BATCHMEAN) {
            throw new IllegalArgumentException("batchmean is not a valid value for reduction, but of kl_div");
        }
        return ordinal();
    }

    /** Of a loss that was worked out element by element. */
    Tensor of(Tensor loss) {
        return switch (code()) {
            case 0 -> loss;
            case 1 -> loss.mean();
            default -> loss.sum();
        };
    }
}
