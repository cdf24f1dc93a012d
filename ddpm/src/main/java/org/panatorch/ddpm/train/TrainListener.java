package org.panatorch.ddpm.train;

import java.nio.file.Path;

/** What a {@link Trainer} tells while it works; all on its own thread. */
public interface TrainListener {

    /** An epoch begins; epochs count from 1. */
    default void epochStarted(int epoch, int images) {}

    /**
     * One step is done.
     *
     * @param images how many images it saw
     * @param loss its loss; NaN where it was not read (on a GPU, reading would wait for the step to finish)
     */
    default void stepped(int images, double loss) {}

    /** An epoch is done; the loss is the mean over its images. */
    default void epochEnded(int epoch, double meanLoss) {}

    /** The weights were written. */
    default void saved(Path file) {}
}
