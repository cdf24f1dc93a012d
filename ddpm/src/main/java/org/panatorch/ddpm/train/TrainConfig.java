package org.panatorch.ddpm.train;

import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;

/**
 * What a training run is made of.
 *
 * @param spec the model and what it is to learn
 * @param epochs how often every image is seen
 * @param seed for initialisation, order of the images, steps and noise
 * @param out the run's folder
 * @param checkpointEvery steps of the optimizer between two checkpoints; there is one after every epoch in any case
 * @param gridImages how many images are sampled after every epoch; 0: none
 * @param startFrom weights that a new run begins with; null: random ones
 */
public record TrainConfig(ModelSpec spec, int epochs, int batchSize, Optimization optimization, long seed, Device device,
        Precision precision, Path out, int checkpointEvery, int gridImages, Path startFrom) {

    public TrainConfig {
        UserException.unless(epochs >= 1, "--epochs", "at least 1", epochs);
        UserException.unless(batchSize >= 1, "--batch-size", "at least 1", batchSize);
        UserException.unless(checkpointEvery >= 1, "--checkpoint-every", "at least 1", checkpointEvery);
        UserException.unless(gridImages >= 0 && gridImages <= 1024, "--grid", "0 to 1024", gridImages);
    }

    /** As the original trains, in a folder: no averages, no schedule, no pictures. */
    public static TrainConfig original(ModelKind model, int steps, int epochs, Path out) {
        return new TrainConfig(ModelSpec.original(model, steps), epochs, 128, Optimization.original(1e-3), 0, Device.CPU,
                Precision.fp32, out, Integer.MAX_VALUE, 0, null);
    }

    /** The files of the run. */
    public RunFolder folder() {
        return new RunFolder(out, spec.model());
    }
}
