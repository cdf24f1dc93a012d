package org.panatorch.repl.jshell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where typed Java finds the session's values: its classes know nothing but static fields. */
public final class Bridge {
    static final Map<String, Object> VALUES = new ConcurrentHashMap<>();

    private Bridge() {}

    /** What a variable of that name is to be. */
    public static Object value(String name) {
        return VALUES.get(name);
    }
}
