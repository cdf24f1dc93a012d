package org.panatorch.ddpm.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.panatorch.ddpm.models.ModelKind;

/** The files of a training run. */
public record RunFolder(Path folder, ModelKind model) {
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d+)\\.pth");
    private static final Pattern SAMPLES = Pattern.compile("epoch-\\d+\\.png");
    /** A checkpoint that cannot be read must not be the only one. */
    private static final int CHECKPOINTS_KEPT = 2;

    /** {@code mnist-model-<Model>.pth}: the weights, named as the original names them. */
    public Path weights() {
        return folder.resolve("mnist-model-" + model + ".pth");
    }

    /** {@code mnist-model-<Model>-ema.safetensors}: the average of the weights, the better one to sample from. */
    public Path averagedWeights() {
        return folder.resolve("mnist-model-" + model + "-ema.safetensors");
    }

    /** The settings of the run, as {@code --config} reads them. */
    public static Path config(Path folder) {
        return folder.resolve("config.toml");
    }

    /** A line for every so many steps. */
    public Path log() {
        return folder.resolve("log.csv");
    }

    /** The digits sampled after an epoch, always from the same noise. */
    public Path samples(int epoch) {
        return samples().resolve("epoch-%03d.png".formatted(epoch));
    }

    private Path samples() {
        return folder.resolve("samples");
    }

    /** The checkpoint of a step; names sort as the steps do. */
    public Path checkpoint(long step) {
        return folder.resolve("checkpoint-%08d.pth".formatted(step));
    }

    /** The checkpoints that are there, the newest first. */
    public static List<Path> checkpoints(Path folder) {
        return files(folder, name -> CHECKPOINT.matcher(name).matches()).sorted(Comparator.reverseOrder()).toList();
    }

    /** What a run of this model has left here, the newest checkpoint first, then the weights; of other models, their weights stay. */
    public List<Path> leftovers() {
        return Stream.of(checkpoints(folder).stream(), Stream.of(averagedWeights(), weights(), log()).filter(Files::exists),
                files(folder, EventFile::isOne), files(samples(), name -> SAMPLES.matcher(name).matches())).flatMap(s -> s).toList();
    }

    private static Stream<Path> files(Path folder, Predicate<String> names) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> names.test(f.getFileName().toString())).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all checkpoints but the last two. */
    void prune() {
        delete(checkpoints(folder).stream().skip(CHECKPOINTS_KEPT).toList());
    }

    /** Removes the averaged weights of the run before it was told to keep no average: they would be taken for its own. */
    void withoutAverage() {
        delete(List.of(averagedWeights()));
    }

    /** Deletes files, as far as they are there. */
    public static void delete(List<Path> files) {
        try {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
