package org.panatorch.torch.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@link Module#deepCopy}: what a module holds, put into another one of its class. */
final class DeepCopy {
    private final Module original;
    /** The copies of parameters so far: one that stands in several places is copied once. */
    private final Map<Long, Tensor> copied = new HashMap<>();
    /** The copy's parameters that have their values: one that the constructor ties is met again. */
    private final Set<Long> filled = new HashSet<>();

    DeepCopy(Module original) {
        this.original = original;
    }

    <M extends Module> M of(Supplier<M> constructor) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var copy = construct(constructor);
            if (copy == original || copy.getClass() != original.getClass()) {
                throw new IllegalArgumentException("the constructor gave "
                        + (copy == original ? "the module itself" : "a " + copy.typeName()) + ", expected a new " + original.typeName());
            }
            var modules = original.namedModules();
            require("modules", modules, copy.namedModules());
            copy.namedModules().forEach((path, module) -> fill(path, module, modules.get(path)));
            return copy;
        }
    }

    private static <M extends Module> M construct(Supplier<M> constructor) {
        var random = Torch.getRngState();
        try {
            return constructor.get();
        } finally {
            Torch.setRngState(random);
        }
    }

    private void fill(String path, Module module, Module from) {
        require("parameters of \"" + path + "\"", from.ownParameters(), module.ownParameters());
        require("buffers of \"" + path + "\"", from.ownBuffers(), module.ownBuffers());
        module.ownParameters().forEach((name, p) -> {
            var source = from.ownParameter(name);
            var tied = copied.putIfAbsent(Module.identity(source), p);
            if (tied != null) {
                module.setParameter(name, tied);
                return;
            }
            var full = Module.join(path, name);
            if (filled.contains(Module.identity(p))) {
                throw new IllegalArgumentException("the constructor ties \"" + full
                        + "\" to another parameter, which the original does not");
            }
            fill(module, full, name, p, source);
            filled.add(Module.identity(p));
            p.requiresGrad_(source.requiresGrad());
        });
        module.ownBuffers().forEach((name, b) -> fill(module, Module.join(path, name), name, b, from.ownBuffers().get(name)));
        module.trainAlone(from.isTraining());
    }

    private static void fill(Module module, String path, String name, Tensor tensor, Tensor source) {
        if (!Arrays.equals(tensor.shape(), source.shape())) {
            throw new IllegalArgumentException("\"" + path + "\" has shape " + Arrays.toString(source.shape())
                    + ", the constructor makes one of shape " + Arrays.toString(tensor.shape()));
        }
        new Conversion(_ -> source.detach().copy()).apply(module, name, tensor);
    }

    private static void require(String what, Map<String, ?> expected, Map<String, ?> made) {
        if (!expected.keySet().equals(made.keySet())) {
            throw new IllegalArgumentException("the constructor makes other " + what + ": " + made.keySet() + ", expected "
                    + expected.keySet());
        }
    }
}
