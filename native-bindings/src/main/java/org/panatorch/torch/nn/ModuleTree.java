package org.panatorch.torch.nn;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.TensorAccess;

/** The tree of a {@link Module}: how it is built, and how one walks it. */
abstract sealed class ModuleTree permits Module {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    /** Weights that are computed from parameters before each {@code forward}, by a {@link Reparametrization}. */
    private final Map<String, Tensor> computed = new LinkedHashMap<>();
    private final Set<String> notSaved = new HashSet<>();
    private final Map<String, Module> children = new LinkedHashMap<>();

    private Module self() {
        return (Module) this;
    }

    /** A parameter is another C++ tensor now; a libtorch module underneath must be told. */
    void onReplaced(String name, Tensor tensor) {}

    /** {@code _get_name()}: the class's name, as it is printed. */
    String typeName() {
        return getClass().getSimpleName();
    }

    // ---- building the tree

    /** {@code self.name = module}: returns the module. */
    protected final <M extends Module> M register(String name, M module) {
        requireFreeName(name);
        children.put(name, module);
        return module;
    }

    /**
     * {@code module.add_module(name, child)}, {@code register_module}: for children whose names are made as one goes. One's own
     * {@code forward} finds them with {@link #get}.
     */
    public void addModule(String name, Module child) {
        register(name, child);
    }

    /** {@code container[name] = module}, of a name that there is. */
    final void replaceChild(String name, Module module) {
        children.replace(name, module);
    }

    /** {@code self.name = nn.Parameter(tensor)}: the module's own handle of the tensor, which now requires a gradient. */
    protected final Tensor registerParameter(String name, Tensor tensor) {
        requireFreeName(name);
        var own = TensorAccess.own(TensorAccess.at(tensor)).requiresGrad_(true);
        parameters.put(name, own);
        return own;
    }

    /**
     * {@code module.weight = parameter}: the tensor takes the place of the parameter of that name, and shares its values and
     * gradient with whoever else has it. Tied weights: {@code wte.setParameter("weight", lmHead.weight())}. It is trained if it
     * requires a gradient, and stays frozen if not: {@code nn.Parameter(tensor)} is {@code tensor.requiresGrad_(true)}.
     *
     * @throws IllegalArgumentException if this module has no parameter of that name
     */
    public final void setParameter(String name, Tensor parameter) {
        var own = parameters.get(name);
        if (own == null) {
            throw new IllegalArgumentException(
                    "no parameter \"" + name + "\" in " + typeName() + ", which has " + parameters.keySet());
        }
        if (identity(own) != identity(parameter)) {
            TensorAccess.replace(own, TensorAccess.at(parameter));
            onReplaced(name, own);
        }
    }

    /** {@code self.register_buffer(name, tensor)}: part of the state dict, but not trained. */
    protected final Tensor registerBuffer(String name, Tensor tensor) {
        requireFreeName(name);
        var own = TensorAccess.own(TensorAccess.at(tensor));
        buffers.put(name, own);
        return own;
    }

    /** {@code self.register_buffer(name, tensor, persistent=persistent)}: not in the state dict if it is not persistent. */
    protected final Tensor registerBuffer(String name, Tensor tensor, boolean persistent) {
        var own = registerBuffer(name, tensor);
        if (!persistent) {
            notSaved.add(name);
        }
        return own;
    }

    /** This module's own parameters, without its children's. */
    final Map<String, Tensor> ownParameters() {
        return parameters;
    }

    /** This module's own buffers, also those that are not saved. */
    final Map<String, Tensor> ownBuffers() {
        return buffers;
    }

    final boolean isSaved(String buffer) {
        return !notSaved.contains(buffer);
    }

    /** This module's own parameter of that name, or what is computed in its stead, or null. */
    final Tensor ownParameter(String name) {
        return parameters.getOrDefault(name, computed.get(name));
    }

    /** What is computed in the stead of parameters. */
    final Collection<Tensor> computed() {
        return computed.values();
    }

    /** A parameter is one no longer: {@link #compute} gives it its values. */
    final void setAside(String name) {
        computed.put(name, parameters.remove(name));
    }

    /** Gives what was set aside other values, and the graph that they come from. */
    final void compute(String name, Tensor value) {
        var own = computed.get(name);
        TensorAccess.replace(own, TensorAccess.at(value));
        onReplaced(name, own);
    }

    /** What was set aside is a parameter again, with the values that it has; those it was computed from are gone. */
    final void takeBack(String name, String... sources) {
        var own = computed.remove(name);
        try (var values = own.detach()) {
            TensorAccess.replace(own, TensorAccess.at(values));
        }
        parameters.put(name, own.requiresGrad_(true));
        onReplaced(name, own);
        for (var source : sources) {
            (parameters.containsKey(source) ? parameters : buffers).remove(source).close();
        }
    }

    private void requireFreeName(String name) {
        if (name.isEmpty() || name.contains(".")) {
            throw new IllegalArgumentException("a name in a module has no dot and is not empty, got \"" + name + "\"");
        }
        if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
            throw new IllegalArgumentException(typeName() + " already has a \"" + name + "\"");
        }
    }

    // ---- walking it

    /** {@code named_children()}: direct children in the order of registration. */
    public final Map<String, Module> namedChildren() {
        return Collections.unmodifiableMap(children);
    }

    /** {@code named_modules()}: this module under {@code ""}, then all below it, each under its dotted path. */
    public final Map<String, Module> namedModules() {
        var all = new LinkedHashMap<String, Module>();
        walk("", all::put);
        return all;
    }

    /**
     * {@code named_parameters()}: dotted paths in PyTorch's order; one that is registered twice (tied weights) only where it
     * comes first. The tensors are the module's own: do not close them.
     */
    public final Map<String, Tensor> namedParameters() {
        var all = new LinkedHashMap<String, Tensor>();
        var seen = new HashSet<Long>();
        walk("", (path, module) -> module.ownParameters().forEach((name, p) -> {
            if (seen.add(identity(p))) {
                all.put(join(path, name), p);
            }
        }));
        return all;
    }

    /** The same for all handles of one C++ tensor. */
    static long identity(Tensor tensor) {
        return Call.number(tensor, t -> t.unsafeGetTensorImpl().address());
    }

    /** {@code named_buffers()}. */
    public final Map<String, Tensor> namedBuffers() {
        var all = new LinkedHashMap<String, Tensor>();
        walk("", (path, module) -> module.ownBuffers().forEach((name, b) -> all.put(join(path, name), b)));
        return all;
    }

    /** {@code children()}: direct children in the order of registration. */
    public final List<Module> children() {
        return List.copyOf(children.values());
    }

    /** {@code modules()}: this module, then all below it. */
    public final List<Module> modules() {
        return List.copyOf(namedModules().values());
    }

    /** {@code buffers()}. */
    public final List<Tensor> buffers() {
        return List.copyOf(namedBuffers().values());
    }

    /** {@code parameters()}. */
    public final List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /** The number of trainable numbers: {@code sum(p.numel() for p in model.parameters())}. */
    public final long parameterCount() {
        return parameters().stream().mapToLong(Tensor::numel).sum();
    }

    /** {@code self.apply(fn)}: children first, then this module, as in PyTorch. */
    public final void apply(Consumer<Module> fn) {
        children.values().forEach(child -> child.apply(fn));
        fn.accept(self());
    }

    /**
     * {@code module.weight}, of a module whose class one does not know: {@code model.get("conv").weight()}.
     *
     * @throws IllegalArgumentException if it has none
     */
    public Tensor weight() {
        return named("weight");
    }

    /** {@code module.bias}; as for {@link #weight}, there may be none. */
    public Tensor bias() {
        return named("bias");
    }

    private Tensor named(String name) {
        var tensor = ownParameter(name);
        if (tensor == null) {
            throw new IllegalArgumentException(typeName() + " has no parameter " + name + ", but " + parameters.keySet());
        }
        return tensor;
    }

    /**
     * The module at a dotted path, {@code get_submodule(path)}; {@code ""} is this one.
     *
     * @throws IllegalArgumentException if there is none; the message lists what there is
     */
    public final Module get(String path) {
        var module = self();
        if (path.isEmpty()) {
            return module;
        }
        for (var name : path.split("\\.")) {
            var children = module.namedChildren();
            var child = children.get(name);
            if (child == null) {
                throw new IllegalArgumentException("no module \"" + name + "\" of \"" + path + "\" in "
                        + module.typeName() + ", which has " + children.keySet());
            }
            module = child;
        }
        return module;
    }

    /**
     * The module at a dotted path, of a class that one knows: {@code model.get("layers.0", Linear.class)}.
     *
     * @throws IllegalArgumentException if there is none, or it is of another class
     */
    public final <M extends Module> M get(String path, Class<M> type) {
        return of(type, path, get(path));
    }

    static <M extends Module> M of(Class<M> type, String name, Module module) {
        if (!type.isInstance(module)) {
            throw new IllegalArgumentException("\"" + name + "\" is a " + module.typeName() + ", not a " + type.getSimpleName());
        }
        return type.cast(module);
    }

    /**
     * {@code get_parameter(path)}: {@code model.getParameter("layers.0.weight")}.
     *
     * @throws IllegalArgumentException if there is none; the message lists what there is
     */
    public final Tensor getParameter(String path) {
        return tensorAt(path, "parameter", module -> module.parameters);
    }

    /**
     * {@code get_buffer(path)}: {@code model.getBuffer("norm.running_mean")}.
     *
     * @throws IllegalArgumentException if there is none; the message lists what there is
     */
    public final Tensor getBuffer(String path) {
        return tensorAt(path, "buffer", module -> module.buffers);
    }

    private Tensor tensorAt(String path, String what, Function<ModuleTree, Map<String, Tensor>> tensors) {
        int dot = path.lastIndexOf('.');
        var module = get(dot < 0 ? "" : path.substring(0, dot));
        var tensor = tensors.apply(module).get(path.substring(dot + 1));
        if (tensor == null) {
            throw new IllegalArgumentException("no " + what + " \"" + path + "\": " + module.typeName() + " has "
                    + tensors.apply(module).keySet());
        }
        return tensor;
    }

    final void walk(String path, BiConsumer<String, Module> visit) {
        visit.accept(path, self());
        children.forEach((name, child) -> child.walk(join(path, name), visit));
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
