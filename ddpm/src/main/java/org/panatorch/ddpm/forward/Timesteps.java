package org.panatorch.ddpm.forward;

import java.util.stream.IntStream;

/** A choice of timesteps. */
public final class Timesteps {
    private Timesteps() {}

    /** So many from 0 to last, both ends among them, as evenly as whole numbers allow; all of them if there are fewer. */
    public static int[] spread(int last, int count) {
        if (count > last) {
            return IntStream.rangeClosed(0, last).toArray();
        }
        return IntStream.range(0, count).map(i -> Math.round((float) i * last / Math.max(1, count - 1))).toArray();
    }
}
