package org.panatorch.ddpm.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.panatorch.ddpm.models.ModelKind;

/** The files of a training run. */
public record RunFolder(Path folder, ModelKind model) {
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d+)\\.pth");
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
        return folder.resolve("samples").resolve("epoch-%03d.png".formatted(epoch));
    }

    /** The checkpoint of a step; names sort as the steps do. */
    public Path checkpoint(long step) {
        return folder.resolve("checkpoint-%08d.pth".formatted(step));
    }

    /** The checkpoints that are there, the newest first. */
    public static List<Path> checkpoints(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> CHECKPOINT.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all checkpoints but the last two. */
    void prune() {
        try {
            for (var old : checkpoints(folder).stream().skip(CHECKPOINTS_KEPT).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
