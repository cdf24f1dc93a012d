package org.panatorch.torch.internal.ops;

import java.util.List;
import java.util.Map;
import org.panatorch.torch.internal.ops.Schema.Arg;

/** Puts the arguments of a call where the schema wants them, with defaults for those not given. */
final class Binder {
    private final Schema schema;
    private final Object[] values;
    private int conversions;

    private Binder(Schema schema) {
        this.schema = schema;
        this.values = new Object[schema.args().size()];
    }

    /** @param conversions how many arguments were converted, an int to a float for example */
    record Bound(Object[] values, int conversions) {}

    /** The call's arguments in order, or null if they do not fit. */
    static Bound bind(Schema schema, List<Object> positional, Map<String, Object> keywords) {
        var binder = new Binder(schema);
        return binder.run(positional, keywords, null) ? new Bound(binder.values, binder.conversions) : null;
    }

    /** Why {@link #bind} gives null. */
    static String misfit(Schema schema, List<Object> positional, Map<String, Object> keywords) {
        var why = new StringBuilder();
        new Binder(schema).run(positional, keywords, why);
        return why.toString();
    }

    private boolean run(List<Object> positional, Map<String, Object> keywords, StringBuilder why) {
        if (schema.vararg()) {
            return fail(why, () -> "it takes a varying number of arguments, which cannot be passed from here");
        }
        int positionals = 0;
        for (var arg : schema.args()) {
            positionals += arg.keywordOnly() ? 0 : 1;
        }
        int most = positionals;
        if (positional.size() > most) {
            return fail(why, () -> "it takes " + (most == 1 ? "one positional argument" : most + " positional arguments")
                    + ", " + positional.size() + " were given");
        }
        int used = 0;
        for (int i = 0; i < values.length; i++) {
            var arg = schema.args().get(i);
            boolean named = !keywords.isEmpty() && keywords.containsKey(arg.name());
            if (named) {
                used++;
            }
            if (i < positional.size()) {
                if (named) {
                    return fail(why, () -> "argument \"" + arg.name() + "\" is given twice");
                }
                if (!set(i, arg, positional.get(i), why)) {
                    return false;
                }
            } else if (named) {
                if (!set(i, arg, keywords.get(arg.name()), why)) {
                    return false;
                }
            } else if (arg.hasDefault()) {
                values[i] = arg.defaultValue();
            } else {
                return fail(why, () -> "argument \"" + arg.name() + "\" (" + arg.type() + ") is missing");
            }
        }
        return used == keywords.size() || fail(why, () -> "there is no argument \"" + unknown(keywords) + "\"");
    }

    private boolean set(int index, Arg arg, Object value, StringBuilder why) {
        var fitted = Values.fit(value, arg.type());
        if (fitted == Values.MISFIT) {
            return fail(why, () -> "argument " + (index + 1) + ", \"" + arg.name() + "\", must be " + arg.type()
                    + ", not " + Values.describe(value)
                    + (arg.type().kind() == ArgType.Kind.OTHER ? " (no Java value can be that)" : ""));
        }
        values[index] = fitted;
        conversions += value == null ? 0 : Values.conversions(value, fitted, arg.type());
        return true;
    }

    private String unknown(Map<String, Object> keywords) {
        return keywords.keySet().stream()
                .filter(name -> schema.args().stream().noneMatch(arg -> arg.name().equals(name)))
                .findFirst().orElseThrow();
    }

    private static boolean fail(StringBuilder why, java.util.function.Supplier<String> reason) {
        if (why != null) {
            why.append(reason.get());
        }
        return false;
    }
}
