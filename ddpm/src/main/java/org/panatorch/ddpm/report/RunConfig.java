package org.panatorch.ddpm.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.panatorch.ddpm.UserException;

/**
 * A run's config.toml: its text, and what the report needs of it. Settings are named as the options of {@code ddpm train},
 * without dashes in front; one that is not there has the option's default.
 */
record RunConfig(String text, int steps, double betaStart, double betaEnd, String schedule) {

    /** @throws UserException if it cannot be read */
    static RunConfig read(Path file) {
        try {
            var text = Files.readString(file);
            var settings = new TomlMapper().readTree(text);
            return new RunConfig(text.strip(), settings.path("steps").asInt(2000), number(settings, "beta-start", 1e-4),
                    number(settings, "beta-end", 0.02), settings.path("schedule").asText("linear"));
        } catch (JacksonException e) {
            throw new UserException(file + ": no TOML file (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** As a number or as text, with which TOML writes any number as well. */
    private static double number(JsonNode settings, String name, double otherwise) {
        return settings.path(name).asDouble(otherwise);
    }
}
