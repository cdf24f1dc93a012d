package org.panatorch.ddpm.train;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.data.ShuffledBatches;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.optim.Adam;

/** The training loop of 4_mnist_diffusion.py: {@link TrainingStep} by {@link TrainingStep}, epoch by epoch. */
public final class Trainer {
    /** On a GPU the loss is read every so many steps only, since reading it waits for all that is queued. */
    private static final int READ_LOSS_EVERY_ON_GPU = 50;

    private final TrainConfig config;
    private final ImageDataset dataset;
    private final TrainListener listener;
    private final BooleanSupplier stop;

    /** @param stop asked after every step; true ends the run, with the weights saved */
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
     * Trains, and saves the weights after each epoch and at the end.
     *
     * @throws UserException if the folder cannot be written (found out before the first step), or the loss is no number
     *     any more; the last saved weights stay
     */
    public Result run() {
        AtomicFile.requireWritable(config.weightsFile());
        Torch.manualSeed(config.seed());
        try (var model = config.model().create(config.steps());
                var scheduler = new AlphaNoiseScheduler(
                        config.steps(), config.betaStart(), config.betaEnd(), config.device());
                var images = new ImageTensors(dataset, config.device())) {
            model.to(config.device());
            try (var optimizer = new Adam(model.parameters(), config.lr())) {
                return run(model, scheduler, optimizer, images);
            }
        }
    }

    private Result run(NoisePredictor model, AlphaNoiseScheduler scheduler, Adam optimizer, ImageTensors images) {
        var order = ShuffledBatches.shuffled(dataset.count(), config.batchSize(), config.seed());
        var trainingStep = new TrainingStep(model, scheduler, optimizer, images, config.device(), config.precision());
        double meanLoss = Double.NaN;
        for (int epoch = 1; epoch <= config.epochs(); epoch++) {
            listener.epochStarted(epoch, order.imagesPerEpoch());
            try (var lossSum = Torch.zeros(shape(), dtype(DType.FLOAT64).device(config.device())).keep()) {
                int step = 0;
                for (int[] indices : order.epoch(epoch)) {
                    step++;
                    double loss = step(trainingStep, indices, lossSum, readsLoss(step));
                    if (Double.isInfinite(loss) || Double.isNaN(loss) && readsLoss(step)) {
                        throw new UserException("the loss is " + loss + " in epoch " + epoch + ", step " + step
                                + ": training went astray, try a smaller --lr than " + config.lr());
                    }
                    listener.stepped(indices.length, loss);
                    if (stop.getAsBoolean()) {
                        save(model);
                        return new Result(epoch - 1, meanLoss, true, config.weightsFile());
                    }
                }
                meanLoss = lossSum.item() / order.imagesPerEpoch();
            }
            listener.epochEnded(epoch, meanLoss);
            save(model);
        }
        return new Result(config.epochs(), meanLoss, false, config.weightsFile());
    }

    /** One step; adds the batch's summed loss to lossSum. Returns the mean loss of the batch, or NaN if not read. */
    private double step(TrainingStep trainingStep, int[] indices, Tensor lossSum, boolean readLoss) {
        try (var _ = TensorScope.open()) {
            var loss = trainingStep.run(indices);
            lossSum.add_(loss.mul(indices.length));
            return readLoss ? loss.item() : Double.NaN;
        }
    }

    private boolean readsLoss(int step) {
        return config.device().type() == Device.Type.CPU || step % READ_LOSS_EVERY_ON_GPU == 0;
    }

    private void save(NoisePredictor model) {
        try (var _ = TensorScope.open()) {
            Weights.save(model.stateDict(), config.weightsFile());
        }
        listener.saved(config.weightsFile());
    }
}
