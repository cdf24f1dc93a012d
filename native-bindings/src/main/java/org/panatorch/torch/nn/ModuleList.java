package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * {@code torch.nn.ModuleList}: modules under {@code "0"}, {@code "1"}, ...
 *
 * @param <M> what they have in common
 */
public final class ModuleList<M extends Module> extends Module implements Iterable<M> {
    private final List<M> modules = new ArrayList<>();

    /** {@code nn.ModuleList()}. */
    public ModuleList() {}

    /** {@code nn.ModuleList(modules)}. */
    public ModuleList(List<? extends M> modules) {
        modules.forEach(this::append);
    }

    /** {@code list.append(module)}. */
    public ModuleList<M> append(M module) {
        modules.add(register(Integer.toString(modules.size()), module));
        return this;
    }

    /**
     * Not for a list, whose modules have their index for a name.
     *
     * @throws UnsupportedOperationException always: {@link #append} adds one
     */
    @Override
    public void addModule(String name, Module child) {
        throw new UnsupportedOperationException("a ModuleList names its modules by their index: append the module");
    }

    /** {@code list[index]}; negative counts from the end. */
    public M get(int index) {
        return modules.get(index < 0 ? modules.size() + index : index);
    }

    /** {@code list[index] = module}. */
    public void set(int index, M module) {
        int place = index < 0 ? modules.size() + index : index;
        modules.set(place, module);
        replaceChild(Integer.toString(place), module);
    }

    /** {@code len(list)}. */
    public int size() {
        return modules.size();
    }

    @Override
    public Iterator<M> iterator() {
        return List.copyOf(modules).iterator();
    }

    /** Neighbours that print alike are printed once. */
    @Override
    List<String> childLines() {
        var lines = new ArrayList<String>();
        for (int from = 0; from < modules.size();) {
            var text = modules.get(from).toString();
            int to = from + 1;
            while (to < modules.size() && modules.get(to).toString().equals(text)) {
                to++;
            }
            lines.add(to == from + 1 ? "(" + from + "): " + text : "(" + from + "-" + (to - 1) + "): " + (to - from) + " x " + text);
            from = to;
        }
        return lines;
    }
}
