package org.panatorch.ddpm.cli;

import java.util.concurrent.CancellationException;
import org.panatorch.ddpm.eval.Phases;
import org.panatorch.ddpm.eval.Watch;

/** Work in phases, each with a bar of its own; Ctrl-C ends it with a {@link CancellationException}. */
public final class PhaseBars implements Phases, AutoCloseable {
    private final Interrupt interrupt;
    private final ProgressTerminal terminal;
    private Progress progress;

    public PhaseBars(Interrupt interrupt, ProgressTerminal terminal) {
        this.interrupt = interrupt;
        this.terminal = terminal;
    }

    @Override
    public Watch begin(String task, long total, String unit) {
        close();
        var bar = Progress.start(task, total, unit, terminal);
        progress = bar;
        return n -> {
            bar.step(n);
            if (interrupt.requested()) {
                throw new CancellationException();
            }
        };
    }

    /** Ends the last phase's bar. */
    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
