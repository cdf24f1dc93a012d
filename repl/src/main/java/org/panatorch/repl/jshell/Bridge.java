package org.panatorch.repl.jshell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Where typed Java finds the session's values: its classes know nothing but static fields. */
public final class Bridge {
    static final Map<String, Object> VALUES = new ConcurrentHashMap<>();

    /** Whether Ctrl-C came: before a line runs, while it is still being compiled, there is nothing to stop yet. */
    static volatile BooleanSupplier cancelled = () -> false;

    private Bridge() {}

    /** What a variable of that name is to be. */
    public static Object value(String name) {
        return VALUES.get(name);
    }
}
