package org.panatorch.torch.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;

/**
 * Parameters with options of their own, one of PyTorch's {@code optimizer.param_groups}:
 *
 * <pre>{@code
 * new AdamW(paramGroups(params(body.parameters()).lr(1e-4), params(head.parameters())), 1e-3)
 * }</pre>
 *
 * <p>What is not said takes the optimizer's value. The options can be read and changed at any time under the names they
 * have in PyTorch: {@code group.set("weight_decay", 0.1)} is {@code group["weight_decay"] = 0.1}.
 */
public final class ParamGroup {
    private final List<Tensor> params;
    private final Map<String, Object> options = new LinkedHashMap<>();

    private ParamGroup(List<Tensor> params) {
        this.params = List.copyOf(params);
    }

    /** {@code {"params": parameters}}. */
    public static ParamGroup params(List<Tensor> parameters) {
        return new ParamGroup(parameters);
    }

    /** The list of groups that an optimizer's constructor takes. */
    public static ParamGroup[] paramGroups(ParamGroup... groups) {
        return groups;
    }

    /** {@code group["params"]}. */
    public List<Tensor> params() {
        return params;
    }

    /** {@code group["lr"]}. */
    public double lr() {
        return number("lr");
    }

    /** {@code group["lr"] = lr}. */
    public ParamGroup lr(double lr) {
        return set("lr", lr);
    }

    /** {@code group["weight_decay"] = weightDecay}. */
    public ParamGroup weightDecay(double weightDecay) {
        return set("weight_decay", weightDecay);
    }

    /** {@code group[name]}: a number, a boolean, a tuple of numbers ({@code betas}), or null for None. */
    public Object get(String name) {
        return options.get(name);
    }

    /** {@code group[name] = value}. */
    public ParamGroup set(String name, Object value) {
        options.put(name, value);
        return this;
    }

    /** Whether {@code name in group}. */
    public boolean has(String name) {
        return options.containsKey(name);
    }

    /** All options, those that were said first, as in PyTorch. */
    public Map<String, Object> options() {
        return Collections.unmodifiableMap(options);
    }

    /**
     * A number among the options.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public double number(String name) {
        if (options.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("\"" + name + "\" of a parameter group must be a number, is " + options.get(name));
    }

    /**
     * One of a tuple of numbers among the options: {@code group["betas"][index]}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public double number(String name, int index) {
        if (options.get(name) instanceof List<?> list && list.size() > index && list.get(index) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("\"" + name + "\" of a parameter group must be a tuple of numbers, is "
                + options.get(name));
    }

    /** Whether an option is true. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(options.get(name));
    }

    /** Takes the optimizer's values for what is not said. */
    void fillIn(Map<String, Object> defaults) {
        defaults.forEach((name, value) -> {
            if (!options.containsKey(name)) {
                options.put(name, value);
            }
        });
    }
}
