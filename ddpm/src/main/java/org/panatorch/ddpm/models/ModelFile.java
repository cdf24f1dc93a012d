package org.panatorch.ddpm.models;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Weights;
import org.panatorch.torch.io.WeightFile;

/**
 * Weights on disk to a model: which of the three it is, and for how many steps, the file itself tells. A checkpoint of a
 * training is such a file, too: its averaged weights count if it has some, and it says what the model is trained to do.
 */
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
        return open(file, kind, steps, device).model();
    }

    /**
     * {@link #load}, with what the model was trained to do: as the file's metadata say, or as the original trains where
     * it has none ({@code torch.save(model.state_dict())} has none).
     */
    public static TrainedModel open(Path file, ModelKind kind, Integer steps, Device device) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + (Files.isDirectory(file) ? ": a folder" : ": no such file") + ", expected a model's weights (.pth or .safetensors)");
        }
        try (var _ = TensorScope.open(); var opened = WeightFile.open(file)) {
            var stored = Stored.in(opened);
            var dict = Weights.load(opened, stored.inside());
            var spec = specOf(dict, stored, file, kind, steps);
            var model = spec.create();
            model.loadStateDict(dict);
            model.on(device);
            model.eval();
            return new TrainedModel(model, spec, stored.tell());
        } catch (StateDict.MismatchException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new UserException(file + ": cannot be read (" + e.getCause().getMessage() + ")", e);
        }
    }

    /**
     * What a file says its model was trained to do, as metadata have it; nothing if it does not say.
     *
     * @throws UserException if it cannot be read
     */
    public static Map<String, String> words(Path file) {
        try (var opened = WeightFile.open(file)) {
            var stored = Stored.in(opened);
            return stored.tell() ? stored.words() : Map.of();
        } catch (UncheckedIOException e) {
            throw new UserException(file + ": cannot be read (" + e.getCause().getMessage() + ")", e);
        }
    }

    /** Writes weights, with what the model was trained to do in the metadata. */
    public static void save(StateDict weights, ModelSpec spec, Path file) {
        Weights.save(weights, file, spec.toMap());
    }

    /** Where in a file the weights are, and what it says about them. */
    private record Stored(String[] inside, Map<String, String> words) {

        boolean tell() {
            return words.containsKey("objective");
        }

        static Stored in(WeightFile file) {
            if (file.root() instanceof Map<?, ?> tree && tree.get("spec") instanceof Map<?, ?> spec && tree.get("model") instanceof Map) {
                return new Stored(tree.get("ema") instanceof Map ? new String[] {"ema", "model"} : new String[] {"model"},
                        spec.entrySet().stream().collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().toString())));
            }
            return new Stored(new String[0], file.metadata());
        }
    }

    private static ModelSpec specOf(StateDict dict, Stored stored, Path file, ModelKind kind, Integer steps) {
        var spec = stored.tell() ? told(file, stored.words()) : guessed(dict, file, kind, steps);
        if (kind != null && kind != spec.model()) {
            throw new UserException(file + ": weights of " + spec.model() + ", but --model says " + kind);
        }
        if (steps != null && steps != spec.steps()) {
            throw new UserException(file + ": made for " + spec.steps() + " steps, but --steps says " + steps);
        }
        return spec;
    }

    private static ModelSpec told(Path file, Map<String, String> words) {
        try {
            return ModelSpec.of(words);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": its metadata make no sense: " + e.getMessage(), e);
        }
    }

    private static ModelSpec guessed(StateDict dict, Path file, ModelKind kind, Integer steps) {
        long fileSteps = stepsOf(dict);
        long found = fileSteps >= 0 ? fileSteps : steps != null ? steps : DEFAULT_STEPS;
        if (found < 2 || found > MOST_STEPS) {
            throw new UserException(file + ": its table of timesteps has " + found + " rows, expected 2 to " + MOST_STEPS);
        }
        var original = ModelSpec.original(kind != null ? kind : kindOf(dict, file), (int) found);
        return new ModelSpec(original.model(), original.schedule(), original.objective(), (int) classesOf(dict));
    }

    /** The original's T. */
    public static final int DEFAULT_STEPS = 2000;

    /** More than anyone needs; the table of sines would not fit into memory at some point. */
    public static final int MOST_STEPS = 1_000_000;

    private static ModelKind kindOf(StateDict dict, Path file) {
        for (var kind : ModelKind.values()) {
            if (dict.keys().contains(kind.signature())) {
                return kind;
            }
        }
        throw new UserException(file + ": weights of none of the models (expected a tensor "
                + Arrays.stream(ModelKind.values()).map(ModelKind::signature).collect(Collectors.joining(" or "))
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

    /** The rows of the embedding of labels, but for the one that means none; 0 if there is no such embedding. */
    private static long classesOf(StateDict dict) {
        return dict.keys().contains("class_embed.weight") ? dict.get("class_embed.weight").size(0) - 1 : 0;
    }
}
