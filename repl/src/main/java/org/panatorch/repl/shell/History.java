package org.panatorch.repl.shell;

import java.nio.file.Path;
import java.util.Map;

/** Where the lines typed are kept from session to session. */
public final class History {
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
}
