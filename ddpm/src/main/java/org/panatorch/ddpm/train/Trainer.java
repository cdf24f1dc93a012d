package org.panatorch.ddpm.train;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.torch.Backends;

/**
 * The training loop of 4_mnist_diffusion.py, epoch by epoch, with what a long run needs: checkpoints, a log, averaged
 * weights. With {@link Optimization#original} it computes what the original computes.
 */
public final class Trainer {
    private final TrainConfig config;
    private final ImageDataset dataset;
    private final TrainListener listener;
    private final BooleanSupplier stop;

    /** @param stop asked after every step; true ends the run, with weights and a checkpoint saved */
    public Trainer(TrainConfig config, ImageDataset dataset, TrainListener listener, BooleanSupplier stop) {
        this.config = config;
        this.dataset = dataset;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * How a run ended.
     *
     * @param epochs epochs that were completed
     * @param meanLoss the mean loss of the last completed epoch; NaN if there is none
     * @param stopped whether it ended before its time
     */
    public record Result(int epochs, double meanLoss, boolean stopped, Path weights) {}

    /**
     * Trains from the beginning, and saves the weights after each epoch and at the end.
     *
     * @throws UserException if the folder cannot be written (found out before the first step), or the gradients are no
     *     numbers any more; the last saved weights stay
     */
    public Result run() {
        return run(() -> {});
    }

    /** @param begun told after the first step, before anything is written */
    public Result run(Runnable begun) {
        return run(false, begun);
    }

    /**
     * Goes on from the newest checkpoint in the folder, bit for bit as if there had been no break.
     *
     * @throws UserException as {@link #run}, and if there is no checkpoint that fits
     */
    public Result resume() {
        return resume(() -> {});
    }

    /** @param begun told after the first step, before anything is written */
    public Result resume(Runnable begun) {
        return run(true, begun);
    }

    private Result run(boolean resume, Runnable begun) {
        AtomicFile.requireWritable(config.folder().weights());
        boolean deterministic = Backends.cudnnDeterministic();
        Backends.cudnnDeterministic(true);      // else the gradients of a GPU's convolutions are other bits each time
        try (var _ = RunLock.of(config.out())) {
            return train(resume, begun);
        } finally {
            Backends.cudnnDeterministic(deterministic);
        }
    }

    private Result train(boolean resume, Runnable begun) {
        try (var state = new TrainingState(config, resume ? null : config.startFrom())) {
            if (resume) {
                Checkpoint.loadNewest(state, config, dataset.count(), listener::damagedCheckpoint);
            }
            try (var scheduler = config.spec().schedule().scheduler(config.device());
                    var images = new ImageTensors(dataset, config.device());
                    var loop = new TrainingLoop(config, dataset.count(), state, new TrainingStep(state.model, scheduler, config.spec().objective(),
                            config.optimization().minSnr(), config.optimization().labelDropout(), images, config.device(),
                            config.precision()), begun, listener, stop)) {
                return loop.run();
            }
        }
    }
}
