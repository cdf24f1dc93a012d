package org.panatorch.ddpm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Device;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A trained model and the schedule it was trained with. */
final class WeightsOptions {
    @Option(names = "--weights", paramLabel = "FILE",
            description = "The model's weights, .pth or .safetensors (default: data/mnist-model-MODEL.pth).")
    private Path weights;

    @Option(names = "--model", paramLabel = "MODEL",
            description = "${COMPLETION-CANDIDATES} (default: AdvUNetModel, or what FILE holds).")
    private ModelKind model;

    @Option(names = "--steps", paramLabel = "T",
            description = "Steps of the model (default: the weights tell; 2000 for SimpleModel).")
    private Integer steps;

    @Mixin
    private BetaOptions betas;

    /** @throws UserException if there is no such file, or it does not fit */
    NoisePredictor load(Device device) {
        if (steps != null && steps < 2) {
            throw new UserException("--steps: expected at least 2, got " + steps);
        }
        return ModelFile.load(file(), model, steps, device);
    }

    /** The file, whether it is there or not. */
    Path file() {
        if (weights != null) {
            return weights;
        }
        var kind = model != null ? model : ModelKind.AdvUNetModel;
        var file = Path.of("data", "mnist-model-" + kind + ".pth");
        if (!Files.exists(file)) {
            throw new UserException("no weights in " + file + ": train a model first (ddpm train), or name a file with --weights");
        }
        return file;
    }

    /** The schedule for a model. */
    AlphaNoiseScheduler scheduler(NoisePredictor predictor, Device device) {
        try {
            return new AlphaNoiseScheduler((int) predictor.numSteps(), betas.betaStart, betas.betaEnd, device);
        } catch (IllegalArgumentException e) {
            throw new UserException("--beta-start, --beta-end: " + e.getMessage(), e);
        }
    }
}
