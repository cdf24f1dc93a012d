package org.panatorch.ddpm.models;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;

/** Weights on disk to a model: which of the three it is, and for how many steps, the file itself tells. */
public final class ModelFile {
    private ModelFile() {}

    /**
     * Loads a model, ready to predict: on the device, in eval mode.
     *
     * @param kind the model that is expected; null takes whichever it is
     * @param steps T that is expected; null takes the file's, or 2000 for SimpleModel, whose weights do not tell
     * @throws UserException if there is no such file, or it does not fit
     */
    public static NoisePredictor load(Path file, ModelKind kind, Integer steps, Device device) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + ": no such file, expected a model's weights (.pth or .safetensors)");
        }
        try (var _ = TensorScope.open()) {
            var dict = Weights.load(file);
            var found = kind != null ? kind : kindOf(dict, file);
            long fileSteps = stepsOf(dict);
            if (steps != null && fileSteps >= 0 && steps != fileSteps) {
                throw new UserException(file + ": made for " + fileSteps + " steps, but --steps says " + steps);
            }
            var model = found.create(steps != null ? steps : fileSteps >= 0 ? fileSteps : DEFAULT_STEPS);
            model.loadStateDict(dict);
            model.to(device);
            model.eval();
            return model;
        } catch (StateDict.MismatchException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new UserException(file + ": cannot be read (" + e.getCause().getMessage() + ")", e);
        }
    }

    /** The original's T. */
    public static final int DEFAULT_STEPS = 2000;

    private static ModelKind kindOf(StateDict dict, Path file) {
        for (var kind : ModelKind.values()) {
            if (dict.keys().contains(kind.signature())) {
                return kind;
            }
        }
        throw new UserException(file + ": weights of none of the models (expected a tensor "
                + java.util.Arrays.stream(ModelKind.values()).map(ModelKind::signature).collect(Collectors.joining(" or "))
                + "), it holds " + dict.keys().stream().limit(3).collect(Collectors.joining(", ", "", ", ...")));
    }

    /** The rows of the table or embedding of t; -1 if there is none. */
    private static long stepsOf(StateDict dict) {
        for (var key : new String[] {"embed.0.pe", "embed.weight"}) {
            if (dict.keys().contains(key) && dict.get(key).dim() == 2) {
                return dict.get(key).size(0);
            }
        }
        return -1;
    }
}
