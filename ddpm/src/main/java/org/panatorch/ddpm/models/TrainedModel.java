package org.panatorch.ddpm.models;

/**
 * A model with its weights, and what it was trained to do. Closing it frees the weights.
 *
 * @param told whether its file says that; if not, it is taken for one of the original's
 */
public record TrainedModel(NoisePredictor model, ModelSpec spec, boolean told) implements AutoCloseable {

    @Override
    public void close() {
        model.close();
    }
}
