package org.panatorch.examples;

import org.panatorch.ddpm.cli.Interrupt;
import org.panatorch.ddpm.cli.Progress;

/** A loop that a person waits for: a bar with rate and time left, and Ctrl-C between two steps. */
public final class Steps implements AutoCloseable {
    private final Interrupt interrupt;
    private final Progress progress;

    /**
     * Begins one.
     *
     * @param task what is done: {@code epoch 1/14}
     * @param total how much of it
     * @param unit what is counted, in the plural
     */
    public Steps(String task, long total, String unit, Interrupt interrupt) {
        this.interrupt = interrupt;
        progress = Progress.start(task, total, unit);
    }

    /** Whether Ctrl-C was pressed: the loop should end. */
    public boolean stopped() {
        return interrupt.requested();
    }

    /** So much more is done. */
    public void step(long n) {
        progress.step(n);
    }

    /** So much more is done; {@code message} stands at the end of the line from now on. */
    public void step(long n, String message, Object... values) {
        progress.message(message.formatted(values));
        progress.step(n);
    }

    /** Leaves the bar as it stands. */
    @Override
    public void close() {
        progress.close();
    }
}
