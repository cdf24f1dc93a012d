package org.panatorch.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.panatorch.torch.Tensor;

/** {@code torch.nn.ParameterList}: parameters under {@code "0"}, {@code "1"}, ... */
public final class ParameterList extends Module {
    private final List<Tensor> list = new ArrayList<>();

    /** {@code nn.ParameterList(parameters)}. */
    public ParameterList(Tensor... parameters) {
        List.of(parameters).forEach(this::append);
    }

    /** {@code list.append(parameter)}. */
    public ParameterList append(Tensor parameter) {
        list.add(registerParameter(Integer.toString(list.size()), parameter));
        return this;
    }

    /** {@code list[index]}; negative counts from the end. */
    public Tensor get(int index) {
        return list.get(index < 0 ? list.size() + index : index);
    }

    /** {@code len(list)}. */
    public int size() {
        return list.size();
    }

    @Override
    List<String> childLines() {
        var lines = new ArrayList<String>();
        list.forEach(p -> lines.add("  (" + lines.size() + "): " + Repr.parameter(p, p.dtype().toString())));
        return lines;
    }
}
