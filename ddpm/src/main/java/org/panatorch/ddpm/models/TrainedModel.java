package org.panatorch.ddpm.models;

/** A model with its weights, and what it was trained to do. Closing it frees the weights. */
public record TrainedModel(NoisePredictor model, ModelSpec spec) implements AutoCloseable {

    @Override
    public void close() {
        model.close();
    }
}
