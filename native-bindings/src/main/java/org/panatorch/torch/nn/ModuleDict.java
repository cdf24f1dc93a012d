package org.panatorch.torch.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code torch.nn.ModuleDict}: modules under names of one's own, in order.
 *
 * @param <M> what they have in common
 */
public final class ModuleDict<M extends Module> extends Module {
    private final Map<String, M> modules = new LinkedHashMap<>();

    /** {@code nn.ModuleDict()}. */
    public ModuleDict() {}

    /** {@code nn.ModuleDict(modules)}, in the map's order. */
    public ModuleDict(Map<String, ? extends M> modules) {
        modules.forEach(this::put);
    }

    /** {@code dict[name] = module}. */
    public ModuleDict<M> put(String name, M module) {
        if (modules.containsKey(name)) {
            replaceChild(name, module);
        } else {
            register(name, module);
        }
        modules.put(name, module);
        return this;
    }

    /**
     * Not for a dict, whose modules are of one class, which Java checks in {@link #put}.
     *
     * @throws UnsupportedOperationException always: {@link #put} adds one
     */
    @Override
    public void addModule(String name, Module child) {
        throw new UnsupportedOperationException("a ModuleDict has modules of one class: put the module");
    }

    /**
     * {@code dict[name]}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public M module(String name) {
        var module = modules.get(name);
        if (module == null) {
            throw new IllegalArgumentException("no module \"" + name + "\" in this ModuleDict, which has " + modules.keySet());
        }
        return module;
    }

    /**
     * {@code dict[name]}, of a dict of different classes: {@code dict.module("conv", Conv2d.class)}.
     *
     * @throws IllegalArgumentException if there is none, or it is of another class
     */
    public <N extends Module> N module(String name, Class<N> type) {
        return of(type, name, module(name));
    }

    /** {@code name in dict}. */
    public boolean contains(String name) {
        return modules.containsKey(name);
    }

    /** {@code dict.items()}. */
    public Map<String, M> items() {
        return Collections.unmodifiableMap(modules);
    }
}
