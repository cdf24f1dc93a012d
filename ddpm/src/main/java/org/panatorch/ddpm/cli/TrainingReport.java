package org.panatorch.ddpm.cli;

import org.panatorch.ddpm.train.TrainListener;

/** Shows a training run to a person. Closed when the run has ended. */
public interface TrainingReport extends TrainListener, AutoCloseable {
    @Override
    void close();
}
