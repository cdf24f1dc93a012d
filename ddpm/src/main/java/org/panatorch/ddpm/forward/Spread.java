package org.panatorch.ddpm.forward;

import java.util.stream.IntStream;

/** Timesteps picked from a range. */
public final class Spread {
    private Spread() {}

    /** So many from 0 to last, both ends among them, as evenly as whole numbers allow; all of them if there are fewer. */
    public static int[] of(int last, int count) {
        if (count > last) {
            return IntStream.rangeClosed(0, last).toArray();
        }
        return IntStream.range(0, count).map(i -> Math.round((float) i * last / Math.max(1, count - 1))).toArray();
    }
}
