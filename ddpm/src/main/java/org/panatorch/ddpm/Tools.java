package org.panatorch.ddpm;

import org.panatorch.torch.Tensor;

/** {@code utils/tools.py}: pixels in [0, 1] to the model's [-1, 1], and back. */
public final class Tools {
    private Tools() {}

    /** 2 x - 1. */
    public static Tensor normalize(Tensor x) {
        return x.mul(2).sub(1);
    }

    /** (x + 1) / 2. */
    public static Tensor denormalize(Tensor x) {
        return x.add(1).div(2);
    }
}
