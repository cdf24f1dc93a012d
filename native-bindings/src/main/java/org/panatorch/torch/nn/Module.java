package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.TensorAccess;

/**
 * A part of a network with parameters, buffers and child modules: {@code torch.nn.Module}.
 *
 * <p>The tree is Java's. A child is registered where its field is assigned, under the name that PyTorch's state dict
 * has for it, byte for byte:
 *
 * <pre>{@code
 * conv1 = register("conv1", new Conv2d(inChannels, outChannels, 3, padding(1)));
 * }</pre>
 *
 * <p>{@code forward} is not declared here, since its arguments differ; a module of one argument is a {@link Layer}.
 * Parameters and buffers belong to their module, outside all scopes, and are freed by {@link #close()} or by the
 * garbage collector.
 */
public abstract class Module implements AutoCloseable {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Set<String> notSaved = new HashSet<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private final Hooks hooks = new Hooks();
    private boolean training = true;

    // ---- building the tree

    /** {@code self.name = module}: returns the module. */
    protected final <M extends Module> M register(String name, M module) {
        requireFreeName(name);
        children.put(name, module);
        return module;
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
     * gradient with whoever else has it. Tied weights: {@code wte.setParameter("weight", lmHead.weight())}.
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
            onReplaced(name, own.requiresGrad_(true));
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

    /** This module's own parameter of that name, or null. */
    final Tensor ownParameter(String name) {
        return parameters.get(name);
    }

    private void requireFreeName(String name) {
        if (name.isEmpty() || name.contains(".")) {
            throw new IllegalArgumentException("a name in a module has no dot and is not empty, got \"" + name + "\"");
        }
        if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " already has a \"" + name + "\"");
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
        walk("", (path, module) -> module.parameters.forEach((name, p) -> {
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
        walk("", (path, module) -> module.buffers.forEach((name, b) -> all.put(join(path, name), b)));
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
        fn.accept(this);
    }

    /**
     * {@code module.weight}, of a module whose class one does not know: {@code model.get("conv").weight()}.
     *
     * @throws IllegalArgumentException if it has none
     */
    public Tensor weight() {
        return named("weight");
    }

    /**
     * {@code module.bias}.
     *
     * @throws IllegalArgumentException if it has none
     */
    public Tensor bias() {
        return named("bias");
    }

    private Tensor named(String name) {
        var tensor = parameters.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " has no parameter " + name + ", but "
                    + parameters.keySet());
        }
        return tensor;
    }

    /**
     * The module at a dotted path, {@code get_submodule(path)}; {@code ""} is this one.
     *
     * @throws IllegalArgumentException if there is none; the message lists what there is
     */
    public final Module get(String path) {
        var module = this;
        if (path.isEmpty()) {
            return module;
        }
        for (var name : path.split("\\.")) {
            var child = module.children.get(name);
            if (child == null) {
                throw new IllegalArgumentException("no module \"" + name + "\" of \"" + path + "\" in "
                        + module.getClass().getSimpleName() + ", which has " + module.children.keySet());
            }
            module = child;
        }
        return module;
    }

    final void walk(String path, BiConsumer<String, Module> visit) {
        visit.accept(path, this);
        children.forEach((name, child) -> child.walk(join(path, name), visit));
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    // ---- hooks

    /**
     * {@code self.register_forward_pre_hook(hook)}: sees the arguments before {@code forward} does, and may give others.
     *
     * <p>The modules of this library run their hooks whenever they run. One of your own runs them where it is called with
     * {@link #call(Function, Tensor) call} ({@link Layer#call}), as in Python, where {@code model.forward(x)} passes them by.
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
        return hooks.add(hook);
    }

    /**
     * {@code self.register_forward_hook(hook)}: sees arguments and output of {@code forward}, and may give another output.
     * For when it is called see {@link #registerForwardPreHook}.
     *
     * @param output what {@code forward} gives: {@code Tensor.class}, {@code LSTM.Output.class}; if it gives something else,
     *     the call throws {@link IllegalArgumentException}
     */
    public final <R> RemovableHandle registerForwardHook(Class<R> output, ForwardHook<R> hook) {
        return hooks.add(output, hook);
    }

    /** {@code model(x)}, {@code forward} with the hooks around it: {@code model.call(model::forward, x)}. */
    public final <R> R call(Function<Tensor, R> forward, Tensor x) {
        return runsItsHooks() ? forward.apply(x) : withHooks(forward, x);
    }

    /** {@code model(x, y)}: {@code model.call(model::forward, x, y)}. */
    public final <R> R call(BiFunction<Tensor, Tensor, R> forward, Tensor x, Tensor y) {
        return runsItsHooks() ? forward.apply(x, y) : withHooks(forward, x, y);
    }

    /** Whether {@code forward} itself runs the hooks. */
    boolean runsItsHooks() {
        return false;
    }

    final boolean hasHooks() {
        return !hooks.isEmpty();
    }

    final <R> R withHooks(Function<Tensor, R> forward, Tensor x) {
        return hooks.isEmpty() ? forward.apply(x) : hooks.around(this, args -> forward.apply(args[0]), x);
    }

    final <R> R withHooks(BiFunction<Tensor, Tensor, R> forward, Tensor x, Tensor y) {
        return hooks.isEmpty() ? forward.apply(x, y) : hooks.around(this, args -> forward.apply(args[0], args[1]), x, y);
    }

    /** For a {@code forward} of more arguments. */
    final <R> R withHooksAround(Function<Tensor[], R> forward, Tensor... args) {
        return hooks.isEmpty() ? forward.apply(args) : hooks.around(this, forward, args);
    }

    // ---- state

    /**
     * {@code state_dict()}: parameters and buffers under their paths, in PyTorch's order. Each entry shares the
     * module's memory, is detached, and belongs to the open scope.
     */
    public final StateDict stateDict() {
        return new ModuleState(this).dict();
    }

    /**
     * {@code load_state_dict(dict)}, strict: copies every value in.
     *
     * @throws StateDict.MismatchException if a key is missing, one is unexpected or a shape differs; the message lists
     *     all of them, and nothing was copied
     */
    public final void loadStateDict(StateDict dict) {
        new ModuleState(this).load(dict);
    }

    /**
     * {@code load_state_dict(dict, strict=False)}: copies what fits by name.
     *
     * @return what did not: missing and unexpected keys
     * @throws StateDict.MismatchException if a shape differs; nothing was copied
     */
    public final StateDict.Mismatch loadStateDictLenient(StateDict dict) {
        return new ModuleState(this).loadLenient(dict);
    }

    // ---- switches

    /** {@code train(mode)}: for this module and all below it. */
    public Module train(boolean mode) {
        apply(module -> {
            module.training = mode;
            module.onTrain(mode);
        });
        return this;
    }

    /** {@code eval()}. */
    public final Module eval() {
        return train(false);
    }

    /** {@code self.training}. */
    public final boolean isTraining() {
        return training;
    }

    /** Passes the mode on to a libtorch module underneath. */
    void onTrain(boolean mode) {}

    /** {@code to(device)}: moves parameters, gradients and buffers; the {@code Tensor} objects stay the same. */
    public Module to(Device device) {
        new Conversion(t -> t.to(device)).of(this);
        return this;
    }

    /** {@code to(dtype)}: converts floating-point parameters, gradients and buffers; integers stay integers. */
    public Module to(DType dtype) {
        new Conversion(t -> t.dtype().isFloatingPoint() ? t.to(dtype) : t).of(this);
        return this;
    }

    /** A parameter or buffer is another C++ tensor now; a libtorch module underneath must be told. */
    void onReplaced(String name, Tensor tensor) {}

    /** {@code zero_grad()}: frees the gradients (PyTorch's default, {@code set_to_none=True}). */
    public final void zeroGrad() {
        namedParameters().values().forEach(Tensor::clearGrad);
    }

    /** {@code requires_grad_(value)} on every parameter. */
    public final Module requiresGrad_(boolean value) {
        namedParameters().values().forEach(p -> p.requiresGrad_(value));
        return this;
    }

    /** Frees parameters, buffers and children. A second close does nothing. */
    @Override
    public void close() {
        children.values().forEach(Module::close);
        parameters.values().forEach(Tensor::close);
        buffers.values().forEach(Tensor::close);
    }

    /** What PyTorch prints between the brackets after the class's name; empty by default. */
    protected String extraRepr() {
        return "";
    }

    /** {@code _get_name()}: the class's name, as it is printed. */
    String typeName() {
        return getClass().getSimpleName();
    }

    /** What is printed for the children, or for what a container holds instead, a line or more each. */
    List<String> childLines() {
        var lines = new ArrayList<String>();
        children.forEach((key, child) -> lines.add("(" + key + "): " + child));
        return lines;
    }

    /** The tree, as PyTorch prints it. */
    @Override
    public String toString() {
        if (childLines().isEmpty()) {
            return typeName() + "(" + extraRepr() + ")";
        }
        var text = new StringBuilder(typeName()).append("(\n").append(extraRepr().isEmpty() ? "" : extraRepr().indent(2));
        childLines().forEach(line -> text.append(line.indent(2)));
        return text.append(")").toString();
    }
}
