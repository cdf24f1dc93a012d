package org.panatorch.torch.nn;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.TensorAccess;

/** {@code module.to(...)}: other data for parameters, gradients and buffers, while the {@code Tensor} objects stay. */
final class Conversion {
    private final UnaryOperator<Tensor> convert;
    /** What took the place of tensors so far: of a tied one the same everywhere. */
    private final Map<Long, Tensor> replaced = new HashMap<>();

    Conversion(UnaryOperator<Tensor> convert) {
        this.convert = convert;
    }

    void of(Module root) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            root.apply(module -> {
                module.ownParameters().forEach((name, p) -> apply(module, name, p));
                module.ownBuffers().forEach((name, b) -> apply(module, name, b));
            });
        }
    }

    /** Converts one of a module's own tensors. */
    void apply(Module module, String name, Tensor tensor) {
        var converted = convert.apply(tensor);
        boolean isMeta = tensor.device().type() == Device.Type.META;
        if (isMeta != (converted.device().type() == Device.Type.META)) {
            // libtorch cannot turn a tensor with data into one without in place: another takes its stead
            boolean requiresGrad = tensor.requiresGrad();
            var other = replaced.computeIfAbsent(Module.identity(tensor), _ -> converted.detach().requiresGrad_(requiresGrad));
            TensorAccess.replace(tensor, TensorAccess.at(other));
            module.onReplaced(name, tensor);
            return;
        }
        var grad = tensor.grad();
        setData(tensor, converted);
        if (grad != null) {
            setData(grad, convert.apply(grad));
        }
    }

    /** {@code tensor.data = data}: the C++ tensor stays, so that every handle of it sees the new values. */
    private static void setData(Tensor tensor, Tensor data) {
        Call.inPlace("set_data", tensor, data, (a, b) -> {
            a.set_data(b);
            return a;
        });
    }
}
