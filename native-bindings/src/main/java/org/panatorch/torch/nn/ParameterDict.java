package org.panatorch.torch.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.torch.Tensor;

/** {@code torch.nn.ParameterDict}: parameters under names of one's own, in order. */
public final class ParameterDict extends Module {
    private final Map<String, Tensor> dict = new LinkedHashMap<>();

    /** {@code nn.ParameterDict()}. */
    public ParameterDict() {}

    /** {@code dict[name] = parameter}, of a new name. */
    public ParameterDict put(String name, Tensor parameter) {
        dict.put(name, registerParameter(name, parameter));
        return this;
    }

    /**
     * {@code dict[name]}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Tensor parameter(String name) {
        var parameter = dict.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter \"" + name + "\" in this ParameterDict, which has " + dict.keySet());
        }
        return parameter;
    }

    /** {@code dict.items()}. */
    public Map<String, Tensor> items() {
        return Collections.unmodifiableMap(dict);
    }

    /** Here PyTorch prints the type's old name. */
    private static String parameter(Tensor p) {
        return Repr.parameter(p, Repr.typename(p));
    }

    @Override
    List<String> childLines() {
        return dict.entrySet().stream().map(e -> "  (" + e.getKey() + "): " + parameter(e.getValue())).toList();
    }
}
