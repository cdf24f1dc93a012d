package org.panatorch.ddpm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ShippedModel;
import org.panatorch.ddpm.models.TrainedModel;
import org.panatorch.ddpm.train.RunFolder;
import org.panatorch.torch.Device;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A trained model, and what it was trained to do. */
final class TrainedOptions {
    private static final Path FOLDER = Path.of("data");

    @Option(names = "--weights", paramLabel = "FILE",
            description = "The model's weights, .pth or .safetensors (default: those that ddpm train left in data; else those"
                    + " that come with the program).")
    private Path weights;

    @Option(names = "--model", paramLabel = "MODEL",
            description = "${COMPLETION-CANDIDATES} (default: AdvUNetModel, or what FILE holds).")
    private ModelKind model;

    @Option(names = "--steps", paramLabel = "T",
            description = "Steps of the model (default: the weights tell; 2000 for SimpleModel).")
    private Integer steps;

    @Mixin
    private SpecOptions overrides;

    private String name;

    /** @throws UserException if there is no such file, or it does not fit */
    TrainedModel open(Device device) {
        return open(device, ShippedModel.DIGITS);
    }

    /** @param otherwise of the models that come with the program, the one to use if there is no file, or none that knows labels */
    TrainedModel open(Device device, ShippedModel otherwise) {
        Check.within("--steps", steps, 2, ModelFile.MOST_STEPS);
        var file = file();
        var trained = file.isPresent() ? ModelFile.open(file.get(), model, steps, device) : shipped(otherwise, device);
        if (weights == null && file.isPresent() && otherwise == ShippedModel.LABELLED && trained.spec().classes() == 0) {
            trained.close();        // what a training left knows no labels
            if (model != null || steps != null) {
                throw new UserException("--labels: the model in " + file.get() + " knows none; name another file with --weights");
            }
            file = Optional.empty();
            trained = shipped(otherwise, device);
        }
        name = file.isPresent() ? file.get().getFileName().toString() : otherwise.fileName();
        return new TrainedModel(trained.model(), overrides.over(trained.spec()), trained.told());
    }

    private TrainedModel shipped(ShippedModel which, Device device) {
        var trained = which.open(device);
        if (model != null && model != trained.spec().model() || steps != null && steps != trained.spec().steps()) {
            trained.close();
            throw new UserException("no weights in " + new RunFolder(FOLDER, model != null ? model : ModelKind.AdvUNetModel).weights()
                    + ", and those that come with the program are of " + trained.spec().model() + ", T = " + trained.spec().steps()
                    + ": train a model first (ddpm train), or name a file with --weights");
        }
        return trained;
    }

    /** The name of the file that was opened. */
    String name() {
        return name;
    }

    /** What was asked for, or what the last training left: the average of the weights if there is one. */
    private Optional<Path> file() {
        if (weights != null) {
            return Optional.of(weights);
        }
        var models = model != null ? Stream.of(model) : Arrays.stream(ModelKind.values());
        return models.map(kind -> new RunFolder(FOLDER, kind))
                .flatMap(run -> Stream.of(run.averagedWeights(), run.weights()).filter(Files::exists).limit(1))
                .max(Comparator.comparing(file -> file.toFile().lastModified()));
    }
}
