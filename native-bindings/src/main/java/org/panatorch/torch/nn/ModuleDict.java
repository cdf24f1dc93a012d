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

    /** {@code dict[name] = module}, of a new name. */
    public ModuleDict<M> put(String name, M module) {
        modules.put(name, register(name, module));
        return this;
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

    /** {@code dict.items()}. */
    public Map<String, M> items() {
        return Collections.unmodifiableMap(modules);
    }
}
