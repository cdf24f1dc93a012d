package org.panatorch.torch.optim.lr_scheduler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a schedule's state dict has of its own: its arguments, and how far it is, under PyTorch's names and in its order. */
final class SchedulerState {
    private final String type;
    private final Map<String, Object> values = new LinkedHashMap<>();

    SchedulerState(Class<?> type) {
        this.type = type.getSimpleName();
    }

    SchedulerState put(String name, Object value) {
        values.put(name, value instanceof Integer n ? (Object) n.longValue() : value);    // as one that was loaded
        return this;
    }

    Object get(String name) {
        return values.get(name);
    }

    double number(String name) {
        return ((Number) values.get(name)).doubleValue();
    }

    int integer(String name) {
        return ((Number) values.get(name)).intValue();
    }

    boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    /** One of a list of numbers. */
    double number(String name, int index) {
        return ((Number) ((List<?>) values.get(name)).get(index)).doubleValue();
    }

    Map<String, Object> values() {
        return values;
    }

    /**
     * Checks that a dict has what these values and {@code others} are called, each of the same kind.
     *
     * @param others what the schedule keeps elsewhere
     * @throws IllegalArgumentException if it has not
     */
    void check(Map<?, ?> dict, Map<String, ?> others) {
        var expected = new LinkedHashMap<String, Object>(values);
        expected.putAll(others);
        var missing = new TreeSet<>(expected.keySet());
        missing.removeAll(dict.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("this is no state dict of " + type + ": it lacks " + String.join(", ", missing));
        }
        expected.forEach((name, value) -> {
            if (!sameKind(value, dict.get(name))) {
                throw new IllegalArgumentException("\"" + name + "\" in a state dict of " + type + " must be like " + value
                        + ", is " + dict.get(name));
            }
        });
    }

    private static boolean sameKind(Object own, Object read) {
        return switch (own) {
            case null -> true;
            case Number _ -> read instanceof Number;
            case List<?> list -> read instanceof List<?> other && other.size() == list.size()
                    && list.stream().allMatch(Number.class::isInstance) == other.stream().allMatch(Number.class::isInstance);
            case Map<?, ?> _ -> read instanceof Map<?, ?>;
            default -> own.getClass().isInstance(read);
        };
    }

    /** Takes the values of a dict that was checked. */
    void load(Map<?, ?> dict) {
        values.replaceAll((name, _) -> dict.get(name));
    }
}
