package org.panatorch.repl.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.panatorch.repl.render.Screen;

/** One line of JSON. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** Writes it, whole however narrow the window is: a program may read it. */
    static void print(Screen screen, Map<String, Object> fields) {
        try {
            screen.out().println(MAPPER.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON knows no infinity: null stands for it. */
    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
