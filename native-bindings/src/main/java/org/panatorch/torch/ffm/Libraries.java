package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/** Shared libraries of the system. */
public final class Libraries {
    private Libraries() {}

    /** Those of these names, {@code libcudnn.so.9}, that the system's loader does not find; it loads those that it finds. */
    public static List<String> missing(List<String> names) {
        return names.stream().filter(name -> !found(name)).toList();
    }

    private static boolean found(String name) {
        try {
            SymbolLookup.libraryLookup(name, Arena.global());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
