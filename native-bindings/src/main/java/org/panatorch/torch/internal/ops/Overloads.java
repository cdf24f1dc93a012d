package org.panatorch.torch.internal.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.panatorch.torch.TorchException;

/** What a name calls: one overload, or those of an operator among which the arguments choose. */
public final class Overloads {
    private final String name;
    private final List<Overload> candidates;

    private Overloads(String name, List<Overload> candidates) {
        this.name = name;
        this.candidates = candidates;
    }

    /**
     * @param name {@code aten::add}, {@code aten::add.Tensor}, or either without {@code aten::}
     * @throws TorchException if libtorch has none of that name
     */
    public static Overloads of(String name) {
        var qualified = name.contains("::") ? name : "aten::" + name;
        int dot = qualified.indexOf('.', qualified.indexOf("::") + 2);
        var op = dot < 0 ? qualified : qualified.substring(0, dot);
        // one that is named is asked for, without the list of all operators: reading that takes a tenth of a second
        var named = dot < 0 ? null : named(op, qualified.substring(dot + 1));
        if (named != null) {
            return new Overloads(qualified, List.of(named));
        }
        var overloads = Dispatcher.overloads(op);
        if (dot >= 0 || overloads.isEmpty()) {
            throw missing(name, op, overloads);
        }
        return new Overloads(qualified, overloads.stream()
                .map(overload -> Dispatcher.find(op, overload))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(overload -> overload.schema().isOut()))    // the others stay in order
                .toList());
    }

    /** {@code torch.ops.aten.add.default} is how Python names the one without a name. */
    private static Overload named(String op, String overload) {
        var found = Dispatcher.find(op, overload);
        return found == null && overload.equals("default") ? Dispatcher.find(op, "") : found;
    }

    private static TorchException missing(String name, String op, List<String> overloads) {
        if (!overloads.isEmpty()) {
            return new TorchException(name, op + " has no such overload, but "
                    + overloads.stream().map(o -> o.isEmpty() ? "default" : o).collect(Collectors.joining(", ")));
        }
        var plain = op.substring(op.indexOf("::") + 2);
        var alike = new ArrayList<String>();
        for (var other : Dispatcher.names()) {
            if (!plain.isEmpty() && other.contains(plain)) {
                alike.add(other);
            }
        }
        alike.sort(Comparator.comparing(other -> !other.startsWith(op)));
        return new TorchException(name, "libtorch has no operator " + op + (alike.isEmpty() ? "" : "; there is "
                + String.join(", ", alike.subList(0, Math.min(5, alike.size())))
                + (alike.size() > 5 ? ", ..." : "")));
    }

    /** With the namespace, and the overload if one was named. */
    public String name() {
        return name;
    }

    /** The schemas, in the order in which they are tried. */
    public List<String> schemas() {
        return candidates.stream().map(c -> c.schema().text()).toList();
    }

    /**
     * Calls the overload that the arguments fit best: without conversion if there is one, else with the fewest.
     *
     * @throws TorchException if they fit none, or libtorch refuses them
     */
    public Object[] call(Object[] positional, Map<String, Object> keywords) {
        var args = Arrays.asList(positional);
        Overload best = null;
        Binder.Bound bound = null;
        for (var candidate : candidates) {
            var tried = Binder.bind(candidate.schema(), args, keywords);
            if (tried != null && (bound == null || tried.conversions() < bound.conversions())) {
                best = candidate;
                bound = tried;
                if (tried.conversions() == 0) {
                    break;
                }
            }
        }
        if (best == null) {
            throw misfit(args, keywords);
        }
        return best.call(bound.values());
    }

    private TorchException misfit(List<Object> args, Map<String, Object> keywords) {
        var shown = candidates.stream().filter(c -> !c.schema().isOut()).toList();
        if (shown.isEmpty() || keywords.containsKey("out")) {
            shown = candidates;
        }
        if (shown.size() == 1) {
            var schema = shown.getFirst().schema();
            return new TorchException(name, Binder.misfit(schema, args, keywords) + "; the schema is " + schema.text());
        }
        return new TorchException(name, "the arguments fit no overload:" + shown.stream()
                .map(c -> "\n  " + c.schema().text() + "\n    " + Binder.misfit(c.schema(), args, keywords))
                .collect(Collectors.joining()) + "\n ");
    }
}
