package org.panatorch.ddpm.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C as a request: the JVM's shutdown waits until the work has stopped cleanly and saved what it has.
 *
 * <pre>{@code
 * try (var interrupt = Interrupt.onCtrlC()) {
 *     work(interrupt::requested);
 * }
 * }</pre>
 */
final class Interrupt implements AutoCloseable {
    /** More than one training step takes, and saving after it. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "ctrl-c");
    private volatile boolean requested;

    private Interrupt() {}

    static Interrupt onCtrlC() {
        var interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    private void await() {
        requested = true;
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether Ctrl-C (or kill) has asked to stop; for a {@link BooleanSupplier}. */
    boolean requested() {
        return requested;
    }

    /** The work is over: lets the JVM go. */
    @Override
    public void close() {
        done.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Ctrl-C came between the two lines; the hook finds the latch open
            }
        }
    }
}
