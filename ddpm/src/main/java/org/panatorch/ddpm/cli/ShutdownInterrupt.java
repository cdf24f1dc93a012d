package org.panatorch.ddpm.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C on the command line: the JVM's shutdown waits until the work has stopped cleanly and saved what it has. */
final class ShutdownInterrupt implements Interrupt {
    /** More than one training step takes, and saving after it. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
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
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean requested() {
        return requested;
    }

    /** Lets the JVM go. */
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
