package org.panatorch.ddpm.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;

/**
 * A run's config.toml: its text, and what the report needs of it. Settings are named as the options of {@code ddpm train},
 * without dashes in front; one that is not there has the option's default.
 *
 * @param data the folder of the images; empty for the MNIST in this program
 */
record RunConfig(String text, NoiseSchedule schedule, Objective objective, String data) {

    /** @throws UserException if it cannot be read, or its settings make no schedule */
    static RunConfig read(Path file) {
        try {
            var text = Files.readString(file);
            var settings = new TomlMapper().readTree(text);
            return new RunConfig(text.strip(),
                    new NoiseSchedule(NoiseSchedule.Kind.valueOf(settings.path("schedule").asText("linear")),
                            settings.path("steps").asInt(2000), number(settings, "beta-start", 1e-4),
                            number(settings, "beta-end", 0.02), settings.path("zero-snr").asBoolean(false)),
                    Objective.valueOf(settings.path("objective").asText("epsilon")), settings.path("data").asText(""));
        } catch (JacksonException e) {
            throw new UserException(file + ": no TOML file (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }

    /** As a number or as text, with which TOML writes any number as well. */
    private static double number(JsonNode settings, String name, double otherwise) {
        return settings.path(name).asDouble(otherwise);
    }
}
