package org.panatorch.ddpm.sample;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/**
 * What is done to the image that the model sees in x_t, before a step goes on with it. Images are in [-1, 1]; an estimate
 * that is not is wrong, and carried on it can grow without bounds.
 */
public sealed interface Clipping {
    /** Nothing: what the papers' formulas say. */
    Clipping NONE = new None();

    /** Cut off at -1 and 1: what Ho et al.'s code does. */
    Clipping UNIT = new Unit();

    /** @param x0 (B, C, H, W); the result is shaped as it */
    Tensor apply(Tensor x0);

    /** See {@link #NONE}. */
    record None() implements Clipping {
        @Override
        public Tensor apply(Tensor x0) {
            return x0;
        }
    }

    /** See {@link #UNIT}. */
    record Unit() implements Clipping {
        @Override
        public Tensor apply(Tensor x0) {
            return x0.clamp(-1, 1);
        }
    }

    /**
     * Dynamic thresholding: Saharia et al. 2022 (Imagen, arXiv 2205.11487), section 2.3. Each image is cut off at s, that
     * percentile of its absolute values, and divided by s, where s is above 1.
     *
     * @param percentile 0 to 1; Imagen's is 0.995
     */
    record Dynamic(double percentile) implements Clipping {
        public Dynamic {
            if (!(percentile > 0 && percentile <= 1)) {
                throw new IllegalArgumentException("expected a percentile above 0 and at most 1, got " + percentile);
            }
        }

        @Override
        public Tensor apply(Tensor x0) {
            var s = Torch.op("quantile.scalar").callTensor(x0.abs().flatten(1), percentile, 1)
                    .clamp(1, Double.POSITIVE_INFINITY).view(-1, 1, 1, 1);
            return x0.minimum(s).maximum(s.neg()).div(s);
        }
    }
}
