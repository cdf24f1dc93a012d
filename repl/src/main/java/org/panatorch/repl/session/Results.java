package org.panatorch.repl.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Tensor;

/** Pictures by name. Those that were given no name are numbered, and the oldest of them go when there are many. */
public final class Results implements AutoCloseable {
    private static final int NUMBERED_KEPT = 20;
    /** Words of the shell, variables that it makes for Java, and classes that Java is written with there. */
    private static final Set<String> TAKEN = Set.of("x", "last", "all", "session", "model", "scheduler", "Torch", "Tensor", "F");

    /**
     * One result.
     *
     * @param images (n, 1, H, W) on the CPU, 1 white; do not close
     * @param how the command that made it, with what it depends on
     * @param numbered whether the name is a number of ours
     */
    public record Result(String name, Tensor images, String how, boolean numbered) {}

    private final Map<String, Result> byName = new LinkedHashMap<>();
    private int number;

    /** @throws UserException if that cannot be a name */
    public static void checkName(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z_0-9]*")) {
            throw new UserException("a name begins with a letter from a to z and goes on with such letters and digits, got " + name);
        }
        if (TAKEN.contains(name) || !SourceVersion.isName(name)) {
            throw new UserException("a name is none of " + String.join(", ", TAKEN.stream().sorted().toList())
                    + " and none of Java's words, got " + name);
        }
    }

    /**
     * Adds a result, in place of one of the same name.
     *
     * @param name null: a numbered one
     */
    public Result put(String name, Tensor images, String how) {
        if (name != null) {
            checkName(name);
        }
        var kept = org.panatorch.torch.TensorScope.returning(() -> images.detach().cpu().copy()).keep();
        var result = new Result(name != null ? name : numbered(), kept, how, name == null);
        remove(result.name());
        byName.put(result.name(), result);
        dropOld();
        return result;
    }

    /** The next number that nobody has taken for a name. */
    private String numbered() {
        do {
            number++;
        } while (byName.containsKey("r" + number));
        return "r" + number;
    }

    private void dropOld() {
        var numbered = new ArrayList<>(byName.values().stream().filter(Result::numbered).toList());
        for (int i = 0; i < numbered.size() - NUMBERED_KEPT; i++) {
            remove(numbered.get(i).name());
        }
    }

    /** Whether it was there. */
    public boolean remove(String name) {
        var old = byName.remove(name);
        if (old != null) {
            old.images().close();
        }
        return old != null;
    }

    /** The result of that name, or null. */
    public Result get(String name) {
        return byName.get(name);
    }

    /** The newest, or null. */
    public Result last() {
        return byName.isEmpty() ? null : byName.values().stream().reduce((_, b) -> b).orElseThrow();
    }

    /** All, oldest first. */
    public Collection<Result> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public void close() {
        byName.values().forEach(result -> result.images().close());
        byName.clear();
    }
}
