package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.MemoryFormat;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

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
public abstract non-sealed class Module extends ModuleTree implements AutoCloseable {
    private final Hooks hooks = new Hooks();
    /** By the name of the parameter that each computes. */
    final Map<String, Reparametrization> reparametrizations = new HashMap<>();
    private boolean training = true;

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

    /**
     * {@code self.register_full_backward_hook(hook)}: sees the gradients of arguments and output, and may give another one for the
     * argument. For modules whose {@code forward} gives one tensor; of several arguments that require a gradient all must have
     * got one before it is called. As in PyTorch, neither the module nor who called it may change arguments or output in place:
     * {@link org.panatorch.torch.TorchException}. For when hooks count see {@link #registerForwardPreHook}. None is called for a module that is
     * closed, or that nothing refers to any more, by the time of {@code backward}.
     */
    public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
        return hooks.backward(this).add(hook);
    }

    /** {@code self.register_full_backward_pre_hook(hook)}: sees the output's gradient first, and may give another one. */
    public final RemovableHandle registerFullBackwardPreHook(BackwardPreHook hook) {
        return hooks.backward(this).add(hook);
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

    /**
     * {@code copy.deepcopy(module)}: a module of its own with the same values. Java cannot copy an object of any class, so it is
     * constructed again, in the way that {@code constructor} says, and the values are copied into it:
     *
     * <pre>{@code
     * var average = model.deepCopy(() -> new UNet(16));
     * }</pre>
     *
     * <p>Parameters and buffers, also those that are not saved, come with their type and device, with ties, whether they
     * require a gradient, and each module's training mode; gradients and hooks do not. No random numbers are drawn.
     *
     * @param constructor makes a module of this one's class, with the same arguments
     * @throws IllegalArgumentException if it makes something that this module's values do not fit
     */
    public final <M extends Module> M deepCopy(Supplier<M> constructor) {
        return new DeepCopy(this).of(constructor);
    }

    // ---- switches

    /** {@code train()}. */
    public Module train() {
        return train(true);
    }

    /** {@code train(mode)}: for this module and all below it. */
    public Module train(boolean mode) {
        apply(module -> module.trainAlone(mode));
        return this;
    }

    /** {@code eval()}. */
    public Module eval() {
        return train(false);
    }

    /** For this module alone. */
    final void trainAlone(boolean mode) {
        training = mode;
        onTrain(mode);
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

    /**
     * {@code to_empty(device=device)}: moves it without the values, which may be anything then. So a model that was made on the
     * meta device gets memory, for weights that are loaded.
     */
    public Module toEmpty(Device device) {
        new Conversion(t -> Torch.emptyLike(t, org.panatorch.torch.Keywords.device(device))).of(this);
        return this;
    }

    /** {@code to(dtype)}: converts floating-point parameters, gradients and buffers; integers stay integers. */
    public Module to(DType dtype) {
        new Conversion(t -> t.dtype().isFloatingPoint() ? t.to(dtype) : t).of(this);
        return this;
    }

    /**
     * {@code to(memory_format=format)}: brings parameters, gradients and buffers of four and five dimensions into another order in
     * memory; the values stay, and so do the {@code Tensor} objects. Others are left alone.
     *
     * @throws org.panatorch.torch.TorchException if the format is for four dimensions and one has five, or the other way round
     */
    public Module to(MemoryFormat format) {
        new Conversion(t -> t.dim() == 4 || t.dim() == 5 ? t.to(format) : t).of(this);
        return this;
    }

    /** {@code module.cpu()}. */
    public Module cpu() {
        return to(Device.CPU);
    }

    /** {@code module.cuda()}: to the first GPU. */
    public Module cuda() {
        return to(Device.CUDA);
    }

    /** {@code module.half()}: {@code to(FLOAT16)}. */
    public Module half() {
        return to(DType.FLOAT16);
    }

    /** {@code module.bfloat16()}: {@code to(BFLOAT16)}. */
    public Module bfloat16() {
        return to(DType.BFLOAT16);
    }

    /** {@code zero_grad()}: frees the gradients (PyTorch's default, {@code set_to_none=True}). */
    public final void zeroGrad() {
        namedParameters().values().forEach(Tensor::clearGrad);
    }

    /** {@code requires_grad_(value)} on every parameter. */
    public Module requiresGrad_(boolean value) {
        namedParameters().values().forEach(p -> p.requiresGrad_(value));
        return this;
    }

    /** Frees parameters, buffers and children. A second close does nothing. */
    @Override
    public void close() {
        namedChildren().values().forEach(Module::close);
        ownParameters().values().forEach(Tensor::close);
        ownBuffers().values().forEach(Tensor::close);
        computed().forEach(Tensor::close);
        hooks.end();
    }

    /** What PyTorch prints between the brackets after the class's name; empty by default. */
    protected String extraRepr() {
        return "";
    }

    /** What is printed for the children, or for what a container holds instead, a line or more each. */
    List<String> childLines() {
        var lines = new ArrayList<String>();
        namedChildren().forEach((key, child) -> lines.add("(" + key + "): " + child));
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
