package org.panatorch.torch.nn;

/** {@code reduction=} of the losses: what becomes of the losses of the elements. */
public enum Reduction {
    NONE, MEAN, SUM;

    /** libtorch's number for it. */
    int code() {
        return ordinal();
    }
}
