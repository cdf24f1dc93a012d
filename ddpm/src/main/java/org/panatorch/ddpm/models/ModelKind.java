package org.panatorch.ddpm.models;

/** The three noise predictors by name, as the command line and the weights' file names spell them. */
public enum ModelKind {
    SimpleModel((steps, _) -> new org.panatorch.ddpm.models.SimpleModel(steps), 1000, "linear.weight"),
    UNetModel(org.panatorch.ddpm.models.UNetModel::new, 100, "embed.weight"),
    AdvUNetModel(org.panatorch.ddpm.models.AdvUNetModel::new, 100, "conv_in.weight");

    private interface Maker {
        NoisePredictor make(long numSteps, long numClasses);
    }

    private final Maker maker;
    private final int defaultEpochs;
    private final String signature;

    ModelKind(Maker maker, int defaultEpochs, String signature) {
        this.maker = maker;
        this.defaultEpochs = defaultEpochs;
        this.signature = signature;
    }

    /** A fresh model, initialised as PyTorch does, for {@code numSteps} steps. */
    public NoisePredictor create(long numSteps) {
        return create(numSteps, 0);
    }

    /** With labels, if there are classes. */
    public NoisePredictor create(long numSteps, long numClasses) {
        return maker.make(numSteps, numClasses);
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
