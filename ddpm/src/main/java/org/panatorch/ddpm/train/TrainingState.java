package org.panatorch.ddpm.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.optim.Adam;

/** All that changes while a run trains: what has to be kept for it to go on bit for bit. */
final class TrainingState implements AutoCloseable {
    final NoisePredictor model;
    final Adam optimizer;
    /** null if no average is kept. */
    final Ema ema;
    private final Device device;

    /** The epoch that is under way; counts from 1. */
    int epoch = 1;
    /** Batches of it that are done. */
    int batch;
    /** Steps of the optimizer, in all. */
    long step;
    /** Images seen, in all. */
    long images;
    /** The losses of the images of this epoch, added up. */
    double lossSum;

    /**
     * A model fresh from the seed, or with the weights in a file.
     *
     * @param startFrom null for random weights
     */
    TrainingState(TrainConfig config, Path startFrom) {
        device = config.device();
        Torch.manualSeed(config.seed());
        model = config.spec().create();
        if (startFrom != null) {
            StartingWeights.load(startFrom, model, config.spec());
        }
        model.on(device);
        optimizer = new Adam(model.parameters(), config.optimization().lr());
        ema = config.optimization().emaDecay() > 0 ? new Ema(model, config.optimization().emaDecay()) : null;
    }

    /** Another epoch begins. */
    void nextEpoch() {
        epoch++;
        batch = 0;
        lossSum = 0;
    }

    /** As a tree that a checkpoint keeps; its tensors belong to the open scope or to this. */
    Map<String, Object> tree() {
        var position = new LinkedHashMap<String, Object>();
        position.put("epoch", (long) epoch);
        position.put("batch", (long) batch);
        position.put("step", step);
        position.put("images", images);
        position.put("loss_sum", lossSum);
        var rng = new LinkedHashMap<String, Object>();
        rng.put("cpu", Torch.getRngState(Device.CPU));
        if (device.type() == Device.Type.CUDA) {
            rng.put("cuda", Torch.getRngState(device));
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("position", position);
        tree.put("model", model.stateDict().asMap());
        tree.put("optimizer", optimizer.stateDict());
        if (ema != null) {
            tree.put("ema", Map.of("updates", ema.updates(), "model", ema.stateDict().asMap()));
        }
        tree.put("rng", rng);
        return tree;
    }

    /**
     * Takes up what {@link #tree} gave.
     *
     * @throws RuntimeException if something is missing or does not fit
     */
    void load(Map<?, ?> tree) {
        try (var _ = TensorScope.open()) {
            model.loadStateDict(stateDict(tree.get("model")));
            optimizer.loadStateDict(map(tree.get("optimizer")));
            if (ema != null && tree.get("ema") instanceof Map<?, ?> average) {
                ema.load(stateDict(average.get("model")), (Long) average.get("updates"));
            } else if (ema != null) {
                ema.load(model.stateDict(), 0);     // no average was kept so far
            }
            var rng = map(tree.get("rng"));
            Torch.setRngState(Device.CPU, (Tensor) rng.get("cpu"));
            if (device.type() == Device.Type.CUDA && rng.get("cuda") instanceof Tensor state) {
                Torch.setRngState(device, state);
            }
        }
        var position = map(tree.get("position"));
        epoch = Math.toIntExact((Long) position.get("epoch"));
        batch = Math.toIntExact((Long) position.get("batch"));
        step = (Long) position.get("step");
        images = (Long) position.get("images");
        lossSum = (Double) position.get("loss_sum");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object part) {
        return (Map<String, Object>) part;
    }

    @SuppressWarnings("unchecked")
    private static StateDict stateDict(Object part) {
        return new StateDict((Map<String, Tensor>) part);
    }

    @Override
    public void close() {
        if (ema != null) {
            ema.close();
        }
        optimizer.close();
        model.close();
    }
}
