package org.panatorch.repl.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;

/** Where the lines typed are kept from session to session. */
public final class History {
    /** JLine writes when it was, too. */
    private static final Pattern LINE = Pattern.compile("\\d+:.*");

    private History() {}

    /** DDPM_HISTORY, or a file where the XDG base directories say that a program's state goes. */
    public static Path file(Map<String, String> env, Path home) {
        var own = env.get("DDPM_HISTORY");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        var state = env.get("XDG_STATE_HOME");
        var folder = state != null && Path.of(state).isAbsolute() ? Path.of(state) : home.resolve(".local/state");
        return folder.resolve("panatorch").resolve("repl-history");
    }

    /**
     * Finds out before the first line whether lines can be kept there. JLine would tell at each line, with a stack trace,
     * would end on letters that are none, and would throw away what it does not understand.
     *
     * @throws UserException if not
     */
    static void requireUsable(Path file) {
        AtomicFile.requireWritable(file);
        if (!Files.exists(file)) {
            return;
        }
        try {
            if (!Files.isWritable(file)) {
                throw new UserException("cannot write " + file + ": permission denied");
            }
            if (!Files.readAllLines(file).stream().allMatch(line -> LINE.matcher(line).matches())) {
                throw new UserException(file + ": not a history of this shell");
            }
        } catch (IOException e) {
            throw new UserException(file + ": not a history of this shell, or a damaged one", e);
        }
    }
}
