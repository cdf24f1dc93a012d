package org.panatorch.ddpm.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.panatorch.ddpm.UserException;

/** What a run left in its folder; all of it may be missing. */
record RunFiles(Path folder) {

    /** @throws UserException if there is no such folder, or nothing of a run in it */
    static RunFiles of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserException(folder + ": no such folder, expected a run's folder or a file of weights");
        }
        var files = new RunFiles(folder);
        if (files.config().isEmpty() && files.log().isEmpty() && files.weights().isEmpty() && files.samples().isEmpty()) {
            throw new UserException(folder + ": no run is there, expected config.toml, log.csv, samples or mnist-model-....pth");
        }
        return files;
    }

    Optional<Path> config() {
        return file("config.toml");
    }

    Optional<Path> log() {
        return file("log.csv");
    }

    Optional<Path> comparison() {
        return file("compare.csv");
    }

    Optional<Path> modelCard() {
        return file("model-card.md");
    }

    /** The averaged weights if there are any, else the last ones; of the model that config.toml names. */
    Optional<Path> weights() {
        var model = config().map(file -> RunConfig.read(file).model()).map(Enum::name).orElse("");
        var names = list(folder, "mnist-model-" + model);
        return Stream.concat(names.stream().filter(f -> f.toString().endsWith("-ema.safetensors")),
                names.stream().filter(f -> f.toString().endsWith(".pth") || f.toString().endsWith(".safetensors"))).findFirst();
    }

    /** The grids that were sampled after the epochs, in their order. */
    List<Path> samples() {
        return list(folder.resolve("samples"), "epoch-").stream().filter(f -> f.toString().endsWith(".png")).toList();
    }

    private Optional<Path> file(String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }

    private static List<Path> list(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
