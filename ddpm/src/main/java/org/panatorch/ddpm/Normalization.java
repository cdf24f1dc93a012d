package org.panatorch.ddpm;

import org.panatorch.torch.Tensor;

/** Pixels in [0, 1] to the model's [-1, 1] and back ({@code utils/tools.py}). */
public final class Normalization {
    private Normalization() {}

    /** 2 x - 1. */
    public static Tensor normalize(Tensor x) {
        return x.mul(2).sub(1);
    }

    /** (x + 1) / 2. */
    public static Tensor denormalize(Tensor x) {
        return x.add(1).div(2);
    }
}
