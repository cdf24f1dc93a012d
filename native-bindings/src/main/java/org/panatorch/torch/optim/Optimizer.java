package org.panatorch.torch.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.io.Trees;

/**
 * {@code torch.optim.Optimizer}: changes parameters by their gradients.
 *
 * <p>It does not own the parameters. Its own state lives outside all scopes and is freed by {@link #close()}.
 *
 * <p>One of your own names its options in {@link #options}, and steps a group in {@link #step(ParamGroup, List)}.
 */
public abstract class Optimizer implements AutoCloseable {
    private final Map<String, Object> defaults;
    private final List<ParamGroup> groups = new ArrayList<>();
    private final Map<Tensor, Map<String, Object>> state = new IdentityHashMap<>();

    /** @param defaults the options in PyTorch's order, under its names; groups may have others */
    protected Optimizer(ParamGroup[] groups, Map<String, Object> defaults) {
        if (groups.length == 0 || groups.length == 1 && groups[0].params().isEmpty()) {
            throw new IllegalArgumentException("optimizer got an empty parameter list");
        }
        this.defaults = defaults;
        for (var group : groups) {
            addParamGroup(group);
        }
    }

    /** Options in PyTorch's order: {@code options("lr", lr, "betas", Tuple.of(0.9, 0.999))}. */
    protected static Map<String, Object> options(Object... namesAndValues) {
        var options = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    // ---- parameters

    /** {@code optimizer.param_groups}. */
    public final List<ParamGroup> paramGroups() {
        return Collections.unmodifiableList(groups);
    }

    /**
     * {@code optimizer.add_param_group(group)}.
     *
     * @throws IllegalArgumentException if one of the parameters is in a group already, or is no leaf, or a value is out of range
     */
    public final void addParamGroup(ParamGroup group) {
        var known = Collections.<Tensor>newSetFromMap(new IdentityHashMap<>());
        known.addAll(parameters());
        if (!group.params().stream().allMatch(known::add)) {
            throw new IllegalArgumentException("some parameters appear in more than one parameter group");
        }
        if (!group.params().stream().allMatch(Tensor::isLeaf)) {
            throw new IllegalArgumentException("can't optimize a non-leaf Tensor");
        }
        group.fillIn(defaults);
        check(group);
        groups.add(group);
    }

    /** Refuses options out of range. */
    private static void check(ParamGroup group) {
        require(group.lr() >= 0, "lr >= 0", group.lr());
        require(!group.has("weight_decay") || group.number("weight_decay") >= 0, "weight decay >= 0", group.get("weight_decay"));
    }

    static void require(boolean condition, String expected, Object value) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + expected + ", got " + value);
        }
    }

    /** The parameters of all groups, in order. */
    public final List<Tensor> parameters() {
        return groups.stream().flatMap(group -> group.params().stream()).toList();
    }

    // ---- steps

    /** {@code optimizer.step()}: parameters without a gradient stay as they are. */
    public void step() {
        try (var _ = Torch.noGrad(); var _ = TensorScope.open()) {
            for (var group : groups) {
                step(group, group.params().stream().filter(param -> param.grad() != null).toList());
            }
        }
    }

    /**
     * {@code optimizer.step(closure)}: computes loss and gradients by the closure, then steps.
     *
     * @param closure clears the gradients, computes the loss, calls {@code backward} and returns the loss
     * @return that loss
     */
    public Tensor step(Supplier<Tensor> closure) {
        Tensor loss;
        try (var _ = Torch.enableGrad()) {
            loss = closure.get();
        }
        step();
        return loss;
    }

    /**
     * Steps one group, without recording, in a scope that is closed after the step.
     *
     * @param params those of its parameters that have a gradient
     */
    protected abstract void step(ParamGroup group, List<Tensor> params);

    /** {@code optimizer.zero_grad()}: frees the gradients (PyTorch's default, {@code set_to_none=True}). */
    public final void zeroGrad() {
        groups.forEach(group -> group.params().forEach(Tensor::clearGrad));
    }

    // ---- state

    /** {@code self.state[param][name]}, made by {@code initial} at the first use. */
    protected final Tensor state(Tensor param, String name, Supplier<Tensor> initial) {
        return (Tensor) state(param).computeIfAbsent(name, _ -> initial.get().keep());
    }

    /** {@code self.state[param]}: tensors outside all scopes, numbers, and lists of tensors. */
    final Map<String, Object> state(Tensor param) {
        return state.computeIfAbsent(param, _ -> new LinkedHashMap<>());
    }

    /** Whether {@code name in self.state[param]}. */
    protected final boolean hasState(Tensor param, String name) {
        return state.containsKey(param) && state.get(param).containsKey(name);
    }

    /**
     * {@code optimizer.state_dict()}, as PyTorch lays it out, to be saved in a checkpoint that PyTorch loads too:
     * {@code {"state": {0: {"step": ..., "exp_avg": ...}}, "param_groups": [{"lr": ..., "params": [0, ...]}]}}, where
     * parameters are numbered through all groups ({@code Long}). The tensors are copies and belong to the open scope.
     */
    public final Map<String, Object> stateDict() {
        var states = new LinkedHashMap<Long, Object>();
        var saved = new ArrayList<Object>();
        long number = 0;
        for (var group : groups) {
            var numbers = new ArrayList<Object>();
            for (var param : group.params()) {
                if (state.containsKey(param)) {
                    states.put(number, Trees.map(state.get(param), leaf -> leaf instanceof Tensor tensor ? tensor.copy() : leaf));
                }
                numbers.add(number++);
            }
            var options = new LinkedHashMap<>(group.options());
            options.put("params", numbers);
            saved.add(options);
        }
        var dict = new LinkedHashMap<String, Object>();
        dict.put("state", states);
        dict.put("param_groups", saved);
        return dict;
    }

    /**
     * {@code optimizer.load_state_dict(dict)}: takes over state and options of a dict of this or of PyTorch's making.
     * The tensors are copied, and converted to their parameter's type and device.
     *
     * @throws IllegalArgumentException if it does not fit this optimizer's groups and parameters; nothing was changed
     */
    public final void loadStateDict(Map<?, ?> dict) {
        var read = new OptimizerState(dict, groups, this::checkState);
        // the options first: whether a group is fused says where its steps are counted
        for (int i = 0; i < groups.size(); i++) {
            read.options().get(i).forEach(groups.get(i)::set);
            onLoaded(groups.get(i));
        }
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var loaded = new IdentityHashMap<Tensor, Map<String, Object>>();
            read.values().forEach((param, values) -> {
                var own = new LinkedHashMap<String, Object>();
                values.forEach((name, value) -> own.put(name, Trees.map(value, leaf -> leaf instanceof Tensor tensor
                        ? OptimizerState.fit(name, tensor, param, stepDevice(param)).keep() : leaf)));
                loaded.put(param, own);
            });
            close();
            state.putAll(loaded);
        }
    }

    /** Where the number of steps is kept: on the CPU, where reading it waits for no GPU, but for a GPU's fused kernel. */
    Device stepDevice(Tensor param) {
        return Device.CPU;
    }

    /**
     * Refuses what cannot be the state of a parameter: anything but a tensor of its shape, or a single number.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    void checkState(Tensor param, String name, Object value) {
        if (!(value instanceof Tensor tensor)) {
            throw new IllegalArgumentException("is not a tensor");
        }
        if (tensor.dim() > 0 && !Arrays.equals(tensor.shape(), param.shape())) {
            throw new IllegalArgumentException("has shape " + Arrays.toString(tensor.shape()) + ", the parameter has "
                    + Arrays.toString(param.shape()));
        }
    }

    /** Puts right what a loaded group must not change. */
    void onLoaded(ParamGroup group) {}

    /** Frees the state, as if no step had been made. */
    @Override
    public final void close() {
        state.values().forEach(values -> values.values().forEach(Optimizer::free));
        state.clear();
    }

    /** Closes what of a state is tensors. */
    static void free(Object value) {
        if (value instanceof Tensor tensor) {
            tensor.close();
        } else if (value instanceof List<?> list) {
            list.forEach(Optimizer::free);
        }
    }
}
