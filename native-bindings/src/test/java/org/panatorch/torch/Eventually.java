package org.panatorch.torch;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** For what the garbage collector does: soon, not now. */
public final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Eventually() {}

    /** Collects garbage until the condition holds, or fails. */
    public static void afterCollecting(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the collector ran for " + TIMEOUT.toSeconds() + " s, and still not: " + what);
            }
            System.gc();
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
