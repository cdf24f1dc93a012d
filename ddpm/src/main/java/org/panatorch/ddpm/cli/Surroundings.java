package org.panatorch.ddpm.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.ddpm.train.Trainer;

/** What a command takes from the program around it, so that the command line and the REPL share one class for it. */
public interface Surroundings {

    /** How Ctrl-C reaches the work that begins now. */
    Interrupt interrupt();

    /** Where progress is shown. */
    ProgressTerminal progress();

    /** Who shows a training run. */
    default TrainingReport report(TrainConfig config, ImageDataset dataset, PrintWriter console) {
        return new TrainReport(config, dataset, console, progress());
    }

    /** The settings that {@code train} without options goes on with, {@code out} among them; null: it begins anew. */
    default Map<String, String> goOn() {
        return null;
    }

    /** A training run has ended, and left its weights. */
    default void trained(TrainConfig config, Trainer.Result result) {}

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
