package org.panatorch.ddpm.train;

import static org.panatorch.torch.Keywords.dtype;
import static org.panatorch.torch.Keywords.shape;

import java.nio.file.Files;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ShuffledBatches;
import org.panatorch.ddpm.image.Gray;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Guidance;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryUse;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Utils;

/** A run under way: epochs, steps, what is saved when. */
final class TrainingLoop implements AutoCloseable {
    /** On a GPU the loss is read every so many steps only, since reading it waits for all that is queued. */
    private static final int READ_EVERY_ON_GPU = 50;
    private static final int LOG_EVERY = 10;
    /** So many steps in a row whose gradients are no numbers, and the run is given up. */
    private static final int MOST_SKIPPED = 10;

    private final TrainConfig config;
    private final TrainListener listener;
    private final BooleanSupplier stop;
    private final TrainingState state;
    private final TrainingStep step;
    private final GraphedStep graphed;
    private final Runnable begun;
    /** Opened after the first step: a run that fails to begin leaves an earlier one's as it is. */
    private RunLog log;
    private final ShuffledBatches order;
    private final LearningRate learningRate;
    private final int accumulate;
    private final List<Tensor> parameters;
    /** The losses of the images since it was last read, and steps in a row that were left out: on the device. */
    private final Tensor lossSum;
    private final Tensor skippedInARow;
    private long logTime = System.nanoTime();
    private long logImages;

    TrainingLoop(TrainConfig config, int imagesPerEpoch, TrainingState state, TrainingStep step, Runnable begun,
            TrainListener listener, BooleanSupplier stop) {
        this.config = config;
        this.listener = listener;
        this.stop = stop;
        this.state = state;
        this.step = step;
        graphed = new GraphedStep(step, config.batchSize());
        this.begun = begun;
        order = ShuffledBatches.shuffled(imagesPerEpoch, config.batchSize(), config.seed());
        accumulate = config.optimization().accumulate();
        long stepsPerEpoch = Math.ceilDiv(order.batchesPerEpoch(), accumulate);
        learningRate = new LearningRate(config.optimization().lr(), config.optimization().curve(),
                config.optimization().warmup(), stepsPerEpoch * config.epochs());
        parameters = state.model.parameters();
        lossSum = Torch.full(shape(), state.lossSum, dtype(DType.FLOAT64).device(config.device())).keep();
        skippedInARow = Torch.zeros(shape(), dtype(DType.FLOAT32).device(config.device())).keep();
    }

    Trainer.Result run() {
        double meanLoss = Double.NaN;
        if (state.epoch > 1 && state.batch == 0 && !Files.exists(config.folder().samples(state.epoch - 1))) {
            grid(state.epoch - 1);      // the run was stopped while it made the picture
        }
        while (state.epoch <= config.epochs()) {
            int epoch = state.epoch;
            var batches = order.epoch(epoch);
            listener.epochStarted(epoch, order.imagesPerEpoch(),
                    batches.stream().limit(state.batch).mapToInt(b -> b.length).sum());
            while (state.batch < batches.size()) {
                update(batches.subList(state.batch, Math.min(state.batch + accumulate, batches.size())));
                if (stop.getAsBoolean()) {
                    saveWeights();
                    checkpoint();
                    return new Trainer.Result(epoch - 1, meanLoss, true, config.folder().weights());
                }
                if (state.step % config.checkpointEvery() == 0 && state.batch < batches.size()) {
                    checkpoint();
                }
            }
            requireFinite(true);
            meanLoss = lossSum.item() / order.imagesPerEpoch();
            lossSum.zero_();
            state.nextEpoch();
            listener.epochEnded(epoch, meanLoss);
            saveWeights();
            checkpoint();
            grid(epoch);
        }
        return new Trainer.Result(config.epochs(), meanLoss, false, config.folder().weights());
    }

    /** One step of the optimizer on the gradients of these batches. */
    private void update(List<int[]> batches) {
        double lr = learningRate.at(state.step);
        try (var _ = TensorScope.open()) {
            state.optimizer.zeroGrad();
            Tensor mean = null;
            for (int[] indices : batches) {
                var loss = graphed.run(indices, 1.0 / batches.size());
                lossSum.add_(loss.mul(indices.length));
                mean = mean == null ? loss : mean.add(loss);
                state.batch++;
                state.images += indices.length;
                logImages += indices.length;
                if (batches.size() > 1) {
                    listener.stepped(indices.length, Double.NaN);
                }
            }
            var norm = Utils.getTotalNorm(parameters.stream().map(Tensor::grad).toList());
            if (config.optimization().clipGrad() > 0) {
                Utils.clipGradsWithNorm_(parameters, config.optimization().clipGrad(), norm);
            }
            var notFinite = norm.isfinite().logicalNot().to(DType.FLOAT32);
            state.optimizer.paramGroups().getFirst().set("lr", lr);
            state.optimizer.stepUnless(notFinite);
            skippedInARow.add_(notFinite).mul_(notFinite);
            if (state.ema != null) {
                state.ema.update();
            }
            begin();
            state.step++;
            boolean read = state.step % readEvery() == 0;
            double loss = read ? mean.item() / batches.size() : Double.NaN;
            listener.stepped(batches.size() > 1 ? 0 : batches.getFirst().length, loss);
            if (read) {
                requireFinite(false);
                if (state.step % LOG_EVERY == 0) {
                    log(loss, lr, norm.item());
                }
            }
        }
    }

    /**
     * Reads how many steps in a row were left out, and gives up if they are many, or the last ones of the epoch: such
     * weights are not worth keeping.
     */
    private void requireFinite(boolean lastOfEpoch) {
        long now = (long) skippedInARow.item();
        if (now > 0) {
            listener.skipped(state.step);
        }
        if (now >= MOST_SKIPPED || now > 0 && lastOfEpoch) {
            throw new UserException("the gradients of " + now + " steps in a row were infinite or no numbers, the last in epoch "
                    + state.epoch + ", step " + state.step + ": training went astray, try a smaller --lr than "
                    + config.optimization().lr());
        }
    }

    private int readEvery() {
        return config.device().type() == Device.Type.CPU ? 1 : READ_EVERY_ON_GPU;
    }

    private void log(double loss, double lr, double norm) {
        long now = System.nanoTime();
        var line = new TrainListener.LogLine(state.step, state.epoch, state.images, loss, lr, norm,
                logImages / Math.max(1e-9, (now - logTime) / 1e9), MemoryUse.processBytes() >> 20);
        logTime = now;
        logImages = 0;
        log.add(line);
        listener.logged(line);
    }

    private void saveWeights() {
        try (var _ = TensorScope.open()) {
            ModelFile.save(state.model.stateDict(), config.spec(), config.folder().weights());
            listener.saved(config.folder().weights());
            if (state.ema != null) {
                ModelFile.save(state.ema.stateDict(), config.spec(), config.folder().averagedWeights());
                listener.saved(config.folder().averagedWeights());
            } else {
                config.folder().withoutAverage();
            }
        }
    }

    /** What the model makes of the same noise after each epoch. Training goes on as if it had not been. */
    private void grid(int epoch) {
        if (config.gridImages() == 0) {
            return;
        }
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var generator = Torch.getRngState(Device.CPU);      // a fresh model draws its weights from it
            try (var model = config.spec().create()) {
                Torch.setRngState(Device.CPU, generator);
                sample(model, epoch);
            } catch (UserException e) {
                listener.noPicture(e.getMessage());     // no reason to give up hours of work
            }
        }
    }

    private void sample(NoisePredictor model, int epoch) {
        try (var _ = TensorScope.open()) {
            model.loadStateDict(state.ema != null ? state.ema.stateDict() : state.model.stateDict());
            model.on(config.device());
            model.eval();
            var denoiser = new Denoiser(model, step.scheduler(), config.spec().objective(), config.device(), config.precision());
            if (model.numClasses() > 0) {
                denoiser = denoiser.guided(Guidance.cycling(LongStream.range(0, model.numClasses()).toArray(), config.gridImages(), 1));
            }
            var usual = SamplingConfig.DEFAULT;
            var x0 = (usual.steps() < config.spec().steps() ? usual : usual.steps(0)).sampler(denoiser)
                    .sample(config.gridImages(), config.seed(), (_, _) -> {}, stop);
            if (x0 != null) {
                PngGrid.of(Gray.of(x0)).scale(2).write(config.folder().samples(epoch));
            }
        }
    }

    /** Once, when nothing can be wrong with the settings any more: from here on the folder is this run's. */
    private void begin() {
        if (log == null) {
            begun.run();
            log = RunLog.open(config.folder(), state.step);
        }
    }

    private void checkpoint() {
        begin();        // a run that stopped with its epoch done goes on without a step
        state.lossSum = lossSum.item();
        log.flush();
        Checkpoint.save(state, config, order.count());
    }

    @Override
    public void close() {
        lossSum.close();
        skippedInARow.close();
        graphed.close();
        if (log != null) {
            log.close();
        }
    }
}
