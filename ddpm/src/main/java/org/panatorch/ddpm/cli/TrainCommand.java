package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.train.RunFolder;
import org.panatorch.ddpm.train.StartingWeights;
import org.panatorch.ddpm.train.TrainConfig;
import org.panatorch.ddpm.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ddpm train} (4_mnist_diffusion.py). */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        footer = "%nddpm train --dry-run prints what every setting is, --preset original --dry-run what the original has.",
        description = {
        "Train a model on MNIST, or on images in MNIST's format.",
        "Settings come from the preset, then from the config file, then from the options. Weights are saved after every"
                + " epoch; Ctrl-C saves them too, and stops; --resume goes on."})
public final class TrainCommand implements Callable<Integer> {
    /** What a run that goes on refuses, and why. */
    private static final List<Map.Entry<String, String>> NOT_WITH_RESUME = List.of(
            Map.entry("--start-from", "has its own weights"),
            Map.entry("--overwrite", "does not start anew"),
            Map.entry("--out", "stays in its folder"),
            Map.entry("--config", "has its own settings; options change some"),
            Map.entry("--preset", "has its own settings; options change some"));

    @Option(names = "--preset", paramLabel = "NAME", defaultValue = "default",
            description = "default, or original: exactly what the Python does (default: ${DEFAULT-VALUE}).")
    private String preset;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings in TOML, named as the options without dashes.")
    private Path configFile;

    @Option(names = "--resume", paramLabel = "DIR",
            description = "Go on with the run in this folder, from its newest checkpoint.")
    private Path resume;

    @Option(names = "--overwrite", description = "Start anew in a folder that holds a run.")
    private boolean overwrite;

    @Option(names = "--dry-run", description = "Print the settings, and stop.")
    private boolean dryRun;

    @Mixin
    private final TrainOptions given = new TrainOptions();

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    public TrainCommand() {
        this(Surroundings.COMMAND_LINE);
    }

    public TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var goOn = spec.commandLine().getParseResult().matchedOptions().isEmpty() ? surroundings.goOn() : null;
        if (goOn != null) {
            resume = Path.of(goOn.get("out"));
        }
        var settings = settings();
        if (goOn != null) {
            settings.putAll(goOn);
        }
        var options = options(settings);
        var config = options.config();
        var console = spec.commandLine().getOut();
        if (dryRun) {
            console.print(TrainSettings.toml(settings));
            console.flush();
            return 0;
        }
        var dataset = dataset(options);
        var old = resume == null ? old(config) : List.<Path>of();
        try (var interrupt = surroundings.interrupt()) {
            Trainer.Result result;
            try (var report = surroundings.report(config, dataset, console)) {
                var trainer = new Trainer(config, dataset, report, interrupt::requested);
                Runnable begun = () -> {
                    RunFolder.delete(old);
                    AtomicFile.write(RunFolder.config(config.out()), TrainSettings.toml(settings).getBytes(StandardCharsets.UTF_8));
                };
                result = resume != null ? trainer.resume(begun) : trainer.run(begun);
            }
            console.println((result.stopped() ? "Stopped. " : "") + "The weights are in " + result.weights());
            if (result.stopped()) {
                console.println("To go on: ddpm train --resume " + config.out());
            }
            console.flush();
            surroundings.trained(config, result);
            return result.stopped() ? Cli.INTERRUPTED : 0;
        }
    }

    /** All settings by name. */
    private Map<String, String> settings() {
        UserException.unless(TrainSettings.PRESETS.contains(preset), "--preset", String.join(" or ", TrainSettings.PRESETS), preset);
        var settings = TrainSettings.preset(preset);
        var names = TrainSettings.names(spec.mixins().values());
        if (configFile != null) {
            settings.putAll(TrainSettings.read(configFile, names));
        }
        if (resume != null) {
            for (var refused : NOT_WITH_RESUME) {
                if (spec.commandLine().getParseResult().hasMatchedOption(refused.getKey())) {
                    throw new UserException(refused.getKey() + ": a run that goes on (--resume) " + refused.getValue());
                }
            }
            settings.putAll(TrainSettings.read(RunFolder.config(resume), names));
            settings.put("out", resume.toString());
        }
        settings.putAll(TrainSettings.given(spec.commandLine().getParseResult().matchedOptions(), names));
        return settings;
    }

    private TrainOptions options(Map<String, String> settings) {
        try {
            return TrainOptions.of(settings);
        } catch (ParameterException e) {
            throw new UserException(e.getMessage() + (configFile != null ? " (in " + configFile + " or among the options)" : ""), e);
        }
    }

    private static ImageDataset dataset(TrainOptions options) {
        var dataset = options.data == null
                ? ImageDataset.mnist(Split.TRAIN) : ImageDataset.fromDirectory(options.data, Split.TRAIN);
        if (options.limit != null) {
            Check.within("--limit", options.limit, 1, dataset.count());
            dataset = dataset.take(options.limit);
        }
        options.require(dataset);
        return dataset;
    }

    /**
     * What is in the folder of an earlier run, to be deleted when the new one is under way.
     *
     * @throws UserException if that was not asked for
     */
    private List<Path> old(TrainConfig config) {
        AtomicFile.requireWritable(config.folder().weights());
        var old = config.folder().leftovers();
        if (!old.isEmpty() && !overwrite) {
            throw new UserException(config.out() + " holds a run (" + old.getFirst().getFileName() + "): "
                    + (RunFolder.checkpoints(config.out()).isEmpty() ? "" : "--resume " + config.out() + " goes on with it, ")
                    + "--out DIR names another folder, --overwrite starts anew here");
        }
        if (config.startFrom() != null) {
            StartingWeights.require(config.startFrom(), config.spec());
            if (old.stream().anyMatch(file -> same(file, config.startFrom()))) {
                throw new UserException("--start-from: " + config.startFrom() + " is of the run that --overwrite deletes;"
                        + " --out DIR names another folder");
            }
        }
        return old;
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
