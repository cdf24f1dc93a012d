package org.panatorch.repl.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Tensor;

/** Pictures by name. Those that were given no name are numbered, and the oldest of them go when there are many. */
public final class Results implements AutoCloseable {
    private static final int NUMBERED_KEPT = 20;

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
        if (!name.matches("[A-Za-z_][A-Za-z_0-9]*") || List.of("x", "last").contains(name)) {
            throw new UserException("a name begins with a letter and goes on with letters and digits"
                    + " (x and last are taken), got " + name);
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
        var result = new Result(name != null ? name : "r" + ++number, kept, how, name == null);
        remove(result.name());
        byName.put(result.name(), result);
        dropOld();
        return result;
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
