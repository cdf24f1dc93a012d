package org.panatorch.ddpm.sample;

import java.util.stream.IntStream;

/**
 * Classifier-free guidance: Ho and Salimans 2022 (arXiv 2207.12598), equation 6, with their 1 + w as the scale.
 *
 * @param labels one for each image
 * @param scale how far to go from what the model says without a label to what it says with one, and beyond: 0 ignores the
 *     labels, 1 is the model's own answer, above 1 is more typical and less varied
 */
public record Guidance(long[] labels, double scale) {

    public Guidance {
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException("expected a number as guidance scale, got " + scale);
        }
    }

    /** The labels in turn, again from the first when they are used up, for n images. */
    public static Guidance cycling(long[] labels, int n, double scale) {
        return new Guidance(IntStream.range(0, n).mapToLong(i -> labels[i % labels.length]).toArray(), scale);
    }
}
