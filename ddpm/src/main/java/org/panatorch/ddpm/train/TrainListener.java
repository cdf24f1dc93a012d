package org.panatorch.ddpm.train;

import java.nio.file.Path;

/** What a {@link Trainer} tells while it works; all on its own thread. */
public interface TrainListener {

    /**
     * An epoch begins, or goes on where a checkpoint was.
     *
     * @param epoch counts from 1
     * @param images in the whole epoch
     * @param seen how many of them were seen before the checkpoint; 0 when the epoch begins
     */
    default void epochStarted(int epoch, int images, int seen) {}

    /**
     * One batch is done.
     *
     * @param images how many images it has
     * @param loss its loss; NaN where it was not read (on a GPU, reading would wait for the step to finish)
     */
    default void stepped(int images, double loss) {}

    /** The optimizer has made steps, and this is how the last of them went. */
    default void logged(LogLine line) {}

    /** An epoch is done; the loss is the mean over its images. */
    default void epochEnded(int epoch, double meanLoss) {}

    /** The weights were written. */
    default void saved(Path file) {}

    /** A checkpoint could not be read; an older one is tried. */
    default void damagedCheckpoint(String reason) {}

    /** The picture after an epoch could not be made. */
    default void noPicture(String reason) {}

    /** A step was left out, since a gradient was infinite or no number. */
    default void skipped(long step) {}

    /**
     * How training stands after a step.
     *
     * @param step steps of the optimizer so far
     * @param images seen in all
     * @param loss mean over the batches of this step
     * @param gradNorm 2-norm of all gradients together, before clipping
     * @param imagesPerSecond since the line before
     * @param memory of the process, in MiB
     */
    record LogLine(long step, int epoch, long images, double loss, double lr, double gradNorm, double imagesPerSecond,
            long memory) {}
}
