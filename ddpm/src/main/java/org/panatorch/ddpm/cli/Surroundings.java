package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.train.TrainConfig;

/** What a command takes from the program around it, so that the command line and the REPL share one class for it. */
public interface Surroundings {

    /** How Ctrl-C reaches the work that begins now. */
    Interrupt interrupt();

    /** Where progress is shown. */
    ProgressTerminal progress();

    /** A training run has ended, and left its weights. */
    default void trained(TrainConfig config) {}

    /** A process that does one thing: Ctrl-C ends it, progress goes to stderr. */
    Surroundings COMMAND_LINE = new Surroundings() {
        @Override
        public Interrupt interrupt() {
            return ShutdownInterrupt.onCtrlC();
        }

        @Override
        public ProgressTerminal progress() {
            return ProgressTerminal.stderr();
        }
    };
}
