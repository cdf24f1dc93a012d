package org.panatorch.ddpm.models;

import java.util.function.LongFunction;

/** The three noise predictors by name, as the command line and the weights' file names spell them. */
public enum ModelKind {
    SimpleModel(org.panatorch.ddpm.models.SimpleModel::new, 1000, "linear.weight"),
    UNetModel(org.panatorch.ddpm.models.UNetModel::new, 100, "embed.weight"),
    AdvUNetModel(org.panatorch.ddpm.models.AdvUNetModel::new, 100, "conv_in.weight");

    private final LongFunction<NoisePredictor> make;
    private final int defaultEpochs;
    private final String signature;

    ModelKind(LongFunction<NoisePredictor> make, int defaultEpochs, String signature) {
        this.make = make;
        this.defaultEpochs = defaultEpochs;
        this.signature = signature;
    }

    /** A fresh model, initialised as PyTorch does, for {@code numSteps} steps. */
    public NoisePredictor create(long numSteps) {
        return make.apply(numSteps);
    }

    /** The key that only this model's state dict has. */
    String signature() {
        return signature;
    }

    /** The original's number of epochs. */
    public int defaultEpochs() {
        return defaultEpochs;
    }
}
