package org.panatorch.ddpm.models;

import java.util.function.LongFunction;

/** The three noise predictors by name, as the command line and the weights' file names spell them. */
public enum ModelKind {
    SimpleModel(org.panatorch.ddpm.models.SimpleModel::new, 1000),
    UNetModel(org.panatorch.ddpm.models.UNetModel::new, 100),
    AdvUNetModel(org.panatorch.ddpm.models.AdvUNetModel::new, 100);

    private final LongFunction<NoisePredictor> make;
    private final int defaultEpochs;

    ModelKind(LongFunction<NoisePredictor> make, int defaultEpochs) {
        this.make = make;
        this.defaultEpochs = defaultEpochs;
    }

    /** A fresh model, initialised as PyTorch does, for {@code numSteps} steps. */
    public NoisePredictor create(long numSteps) {
        return make.apply(numSteps);
    }

    /** The original's number of epochs. */
    public int defaultEpochs() {
        return defaultEpochs;
    }
}
