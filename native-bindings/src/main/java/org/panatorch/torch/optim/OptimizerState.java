package org.panatorch.torch.optim;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;

/** An optimizer's state dict, compared with the groups it is for. */
final class OptimizerState {
    /** What an optimizer says to a value of a state: nothing, or {@link IllegalArgumentException}. */
    interface Check {
        void check(Tensor param, String name, Object value);
    }

    private final Map<Tensor, Map<String, Object>> values = new IdentityHashMap<>();
    private final List<Map<String, Object>> options = new ArrayList<>();

    OptimizerState(Map<?, ?> dict, List<ParamGroup> groups, Check check) {
        if (!(dict.get("param_groups") instanceof List<?> saved) || !(dict.get("state") instanceof Map<?, ?> states)) {
            throw error("expected a dict of \"state\" and \"param_groups\", got one of " + dict.keySet());
        }
        if (saved.size() != groups.size()) {
            throw error("it has " + saved.size() + " parameter groups, the optimizer has " + groups.size());
        }
        var params = new LinkedHashMap<Long, Tensor>();
        for (int i = 0; i < groups.size(); i++) {
            readGroup(i, saved.get(i), groups.get(i), params);
        }
        states.forEach((key, value) -> readState(key, value, params, check));
    }

    private void readGroup(int index, Object saved, ParamGroup group, Map<Long, Tensor> params) {
        if (!(saved instanceof Map<?, ?> map) || !(map.get("params") instanceof List<?> numbers)) {
            throw error("parameter group " + index + " is not a dict with \"params\"");
        }
        if (numbers.size() != group.params().size()) {
            throw error("parameter group " + index + " has " + numbers.size() + " parameters, the optimizer's has "
                    + group.params().size());
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (!(numbers.get(i) instanceof Number number)) {
                throw error("parameter group " + index + " names a parameter by " + numbers.get(i) + ", not by a number");
            }
            params.put(number.longValue(), group.params().get(i));
        }
        var own = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> {
            if (!name.equals("params")) {
                own.put((String) name, value);
            }
        });
        options.add(own);
    }

    private void readState(Object key, Object value, Map<Long, Tensor> params, Check check) {
        var param = key instanceof Number number ? params.get(number.longValue()) : null;
        if (param == null || !(value instanceof Map<?, ?> saved)) {
            throw error("there is state for \"" + key + "\", which is no parameter of its groups");
        }
        var own = new LinkedHashMap<String, Object>();
        saved.forEach((name, item) -> {
            if (item == null) {
                return;    // momentum_buffer of an SGD that was never stepped
            }
            try {
                check.check(param, (String) name, item);
            } catch (IllegalArgumentException e) {
                throw error("\"" + name + "\" of parameter " + key + " " + e.getMessage());
            }
            own.put((String) name, item);
        });
        values.put(param, own);
    }

    private static IllegalArgumentException error(String what) {
        return new IllegalArgumentException("the state dict does not fit the optimizer: " + what);
    }

    /**
     * A copy in the parameter's type, on its device; the number of steps stays float32, as in PyTorch.
     *
     * @param stepDevice where the optimizer keeps the number of steps
     */
    static Tensor fit(String name, Tensor tensor, Tensor param, Device stepDevice) {
        var copy = tensor.detach().copy();
        if (name.equals("step")) {
            return copy.to(DType.FLOAT32).to(stepDevice);
        }
        return copy.to(param.dtype().isFloatingPoint() ? param.dtype() : DType.FLOAT32).to(param.device());
    }

    /** By parameter and name. */
    Map<Tensor, Map<String, Object>> values() {
        return values;
    }

    /** One map for each group. */
    List<Map<String, Object>> options() {
        return options;
    }
}
