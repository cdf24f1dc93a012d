package org.panatorch.ddpm.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Settings of a training run by name, from presets, config files and the command line; TOML on disk. */
final class TrainSettings {
    private static final TomlMapper TOML = new TomlMapper();
    private static final Set<String> PATHS = Set.of("data", "out", "start-from");

    private TrainSettings() {}

    /** The named sets of settings; all are told as what differs from the first. */
    static final List<String> PRESETS = List.of("original", "default");

    /** The settings of a preset, all of them. */
    static Map<String, String> preset(String name) {
        var settings = resource(PRESETS.getFirst());
        settings.putAll(resource(name));
        return settings;
    }

    private static Map<String, String> resource(String name) {
        try (var in = TrainSettings.class.getResourceAsStream("presets/" + name + ".toml")) {
            return strings(name, TOML.readValue(in, Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file of settings.
     *
     * @param names what may be set
     * @throws UserException if there is no such file, or it is not such a file
     */
    static Map<String, String> read(Path file, Set<String> names) {
        var settings = read(file);
        for (var name : settings.keySet()) {
            if (!names.contains(name)) {
                throw new UserException(file + ": unknown setting " + name + ", expected some of " + String.join(", ", names));
            }
        }
        return settings;
    }

    private static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + ": no such file, expected settings in TOML");
        }
        try {
            return strings(file.toString(), TOML.readValue(Files.readString(file), Map.class));
        } catch (JsonProcessingException e) {
            throw new UserException(file + ": not TOML, line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + AtomicFile.reason(e) + ")", e);
        }
    }

    private static Map<String, String> strings(String file, Map<?, ?> toml) {
        var settings = new LinkedHashMap<String, String>();
        toml.forEach((key, value) -> {
            if (value instanceof Map || value instanceof Iterable) {
                throw new UserException(file + ": " + key + ": expected one value, got " + value);
            }
            settings.put(key.toString(), value.toString());
        });
        return settings;
    }

    /** What the options of these mixins set: their names without dashes. */
    static Set<String> names(Collection<CommandSpec> mixins) {
        var names = new TreeSet<String>();
        for (var mixin : mixins) {
            mixin.options().forEach(option -> names.add(option.longestName().substring(2)));
        }
        names.removeAll(Set.of("help", "version"));
        return names;
    }

    /** The options of those names that were given on the command line. */
    static Map<String, String> given(Collection<OptionSpec> matched, Set<String> names) {
        var settings = new LinkedHashMap<String, String>();
        for (var option : matched) {
            var name = option.longestName().substring(2);
            if (names.contains(name)) {
                // a flag, --labels, comes without a value
                var values = option.originalStringValues();
                settings.put(name, values.isEmpty() || values.getLast().isEmpty() ? "true" : values.getLast());
            }
        }
        return settings;
    }

    /** As TOML: numbers and booleans bare, all else in quotes; so are paths, since 007 is no number there. */
    static String toml(Map<String, String> settings) {
        var typed = new LinkedHashMap<String, Object>();
        settings.forEach((key, value) -> typed.put(key, PATHS.contains(key) ? value : typed(value)));
        try {
            return TOML.writeValueAsString(typed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object typed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException notWhole) {
            try {
                return Double.valueOf(value);
            } catch (NumberFormatException notANumber) {
                return value;
            }
        }
    }
}
