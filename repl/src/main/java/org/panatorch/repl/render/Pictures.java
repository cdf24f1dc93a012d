package org.panatorch.repl.render;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.panatorch.ddpm.UserException;

/** How pictures are shown in the terminal. */
public enum Pictures {
    /** The terminal's own graphics if it has any, else characters. */
    auto,
    kitty, iterm, sixel,
    /** Half blocks in colour, shades without. */
    blocks,
    /** Letters and signs. */
    ascii,
    /** Not at all: names only. */
    off;

    /** @throws UserException if there is none of that name */
    public static Pictures named(String name) {
        return Arrays.stream(values()).filter(p -> p.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new UserException("pictures: expected one of " + Arrays.stream(values())
                        .map(Enum::name).collect(Collectors.joining(", ")) + ", got " + name));
    }
}
