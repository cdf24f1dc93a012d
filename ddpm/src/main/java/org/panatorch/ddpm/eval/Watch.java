package org.panatorch.ddpm.eval;

/** Told how far a long piece of work has come; may end it. */
@FunctionalInterface
public interface Watch {

    /**
     * So much more is done.
     *
     * @throws java.util.concurrent.CancellationException if the work is to end here
     */
    void stepped(int n);
}
