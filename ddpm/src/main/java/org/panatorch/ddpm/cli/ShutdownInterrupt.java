package org.panatorch.ddpm.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C on the command line: the JVM's shutdown waits until the work has stopped cleanly and saved what it has, and the
 * command has said so ({@link #release}).
 */
final class ShutdownInterrupt implements Interrupt {
    /** More than one training step takes, and saving after it. */
    private static final long PATIENCE_SECONDS = 60;

    /** One for the process, which ends with it: Ctrl-C comes once. */
    private static final CountDownLatch DONE = new CountDownLatch(1);

    private final Thread hook = new Thread(this::await, "ctrl-c");
    private volatile boolean requested;

    private ShutdownInterrupt() {}

    static Interrupt onCtrlC() {
        var interrupt = new ShutdownInterrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    private void await() {
        requested = true;
        try {
            DONE.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean requested() {
        return requested;
    }

    /** The command has ended and said how: lets the JVM go, if Ctrl-C came. */
    static void release() {
        DONE.countDown();
    }

    @Override
    public void close() {
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Ctrl-C comes now; the hook waits for release
            }
        }
    }
}
