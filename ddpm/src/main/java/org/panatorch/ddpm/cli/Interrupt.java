package org.panatorch.ddpm.cli;

/**
 * A request to stop: Ctrl-C, wherever a command runs. Long work asks after every step.
 *
 * <pre>{@code
 * try (var interrupt = surroundings.interrupt()) {
 *     work(interrupt::requested);
 * }
 * }</pre>
 */
public interface Interrupt extends AutoCloseable {

    /** Whether the work should stop. */
    boolean requested();

    /** The work is over. */
    @Override
    void close();
}
