package org.panatorch.ddpm.sample;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The timesteps that a sampler stops at on its way down, the first the noisiest; after the last comes the image. */
public final class Timesteps {
    private final int[] descending;

    private Timesteps(int[] descending) {
        this.descending = descending;
    }

    /** All of T: T - 1, ..., 0. */
    public static Timesteps all(int steps) {
        return new Timesteps(IntStream.range(0, steps).map(i -> steps - 1 - i).toArray());
    }

    /**
     * n of T, all different.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    public static Timesteps of(Spacing spacing, int n, NoiseLevels levels) {
        int steps = levels.steps();
        if (n < 1 || n > steps) {
            throw new IllegalArgumentException("expected 1 to " + steps + " steps, got " + n);
        }
        var ascending = IntStream.range(0, n).map(i -> spacing.timestep(i, n, levels)).toArray();
        for (int i = 1; i < n; i++) {
            ascending[i] = Math.max(ascending[i], ascending[i - 1] + 1);
        }
        return new Timesteps(IntStream.range(0, n).map(i -> Math.min(ascending[n - 1 - i], steps - 1 - i)).toArray());
    }

    /** How many. */
    public int count() {
        return descending.length;
    }

    /** The noisiest. */
    public int first() {
        return descending[0];
    }

    /** The one after t, whether t is one of them or not; {@link NoiseLevels#CLEAN} after the last. */
    public int next(int t) {
        int at = firstBelow(t);
        return at < descending.length ? descending[at] : NoiseLevels.CLEAN;
    }

    /** Those after t, with t itself first. */
    public Timesteps from(int t) {
        return new Timesteps(IntStream.concat(IntStream.of(t), Arrays.stream(descending).skip(firstBelow(t))).toArray());
    }

    /** The index of the first that is below t, found by halving. */
    private int firstBelow(int t) {
        int low = 0;
        int high = descending.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (descending[middle] < t) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Descending. */
    public int[] toArray() {
        return descending.clone();
    }
}
