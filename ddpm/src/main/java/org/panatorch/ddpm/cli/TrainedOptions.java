package org.panatorch.ddpm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.TrainedModel;
import org.panatorch.ddpm.train.RunFolder;
import org.panatorch.torch.Device;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A trained model, and what it was trained to do. */
final class TrainedOptions {
    private static final Path FOLDER = Path.of("data");

    @Option(names = "--weights", paramLabel = "FILE",
            description = "The model's weights, .pth or .safetensors (default: those that ddpm train left in data).")
    private Path weights;

    @Option(names = "--model", paramLabel = "MODEL",
            description = "${COMPLETION-CANDIDATES} (default: AdvUNetModel, or what FILE holds).")
    private ModelKind model;

    @Option(names = "--steps", paramLabel = "T",
            description = "Steps of the model (default: the weights tell; 2000 for SimpleModel).")
    private Integer steps;

    @Mixin
    private SpecOptions overrides;

    /** @throws UserException if there is no such file, or it does not fit */
    TrainedModel open(Device device) {
        if (steps != null && steps < 2) {
            throw new UserException("--steps: expected at least 2, got " + steps);
        }
        var trained = ModelFile.open(file(), model, steps, device);
        return new TrainedModel(trained.model(), overrides.over(trained.spec()));
    }

    /** The file: of those that a training leaves, the average of the weights if there is one. */
    Path file() {
        if (weights != null) {
            return weights;
        }
        var run = new RunFolder(FOLDER, model != null ? model : ModelKind.AdvUNetModel);
        return List.of(run.averagedWeights(), run.weights()).stream().filter(Files::exists).findFirst().orElseThrow(() ->
                new UserException("no weights in " + run.weights() + ": train a model first (ddpm train), or name a file with"
                        + " --weights"));
    }
}
