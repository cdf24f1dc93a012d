package org.panatorch.ddpm.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;

/**
 * A run's config.toml: its text, and what the report needs of it. Settings are named as the options of {@code ddpm train},
 * without dashes in front; one that is not there has the option's default.
 *
 * @param model null if the file does not tell
 * @param data the folder of the images; empty for the MNIST in this program
 */
record RunConfig(String text, ModelKind model, NoiseSchedule schedule, Objective objective, String data) {

    /** @throws UserException if it cannot be read, or its settings make no schedule */
    static RunConfig read(Path file) {
        try {
            var text = Files.readString(file);
            var settings = new TomlMapper().readTree(text);
            return new RunConfig(text.strip(), settings.has("model") ? named(ModelKind.values(), settings, "model", "") : null,
                    new NoiseSchedule(named(NoiseSchedule.Kind.values(), settings, "schedule", "linear"),
                            settings.path("steps").asInt(2000), number(settings, "beta-start", 1e-4),
                            number(settings, "beta-end", 0.02), settings.path("zero-snr").asBoolean(false)),
                    named(Objective.values(), settings, "objective", "epsilon"), settings.path("data").asText(""));
        } catch (JacksonException e) {
            throw new UserException(file + ": no TOML file (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }

    /** In upper or lower case, as the command line takes it. */
    private static <E extends Enum<E>> E named(E[] values, JsonNode settings, String name, String otherwise) {
        var word = settings.path(name).asText(otherwise);
        return Arrays.stream(values).filter(value -> value.name().equalsIgnoreCase(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": expected one of " + Arrays.toString(values) + ", got " + word));
    }

    /** As a number or as text, with which TOML writes any number as well. */
    private static double number(JsonNode settings, String name, double otherwise) {
        return settings.path(name).asDouble(otherwise);
    }
}
