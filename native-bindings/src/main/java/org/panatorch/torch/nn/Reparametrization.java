package org.panatorch.torch.nn;

import java.util.List;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** A weight that is computed from parameters before each {@code forward}: of {@link Utils#weightNorm} and its like. */
abstract class Reparametrization implements ForwardPreHook {
    final String name;
    private RemovableHandle handle;

    Reparametrization(String name) {
        this.name = name;
    }

    /** The parameter, which is about to be computed. */
    static Tensor parameter(Module module, String name) {
        var parameter = module.ownParameters().get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "no parameter \"" + name + "\" in " + module.typeName() + ", which has " + module.ownParameters().keySet());
        }
        return parameter;
    }

    final void register(Module module) {
        handle = module.registerForwardPreHook(this);
        module.reparametrizations.put(name, this);
    }

    /** That of a module's parameter. */
    static Reparametrization of(Module module, String name, Class<? extends Reparametrization> type) {
        var found = module.reparametrizations.get(name);
        if (!type.isInstance(found)) {
            throw new IllegalArgumentException(type.getSimpleName() + " of '" + name + "' not found in " + module.typeName());
        }
        return found;
    }

    /** Ends it: the weight is a parameter again. */
    final void remove(Module module) {
        handle.remove();
        module.reparametrizations.remove(name);
        try (var _ = TensorScope.open()) {
            module.compute(name, compute(module, false));
            module.takeBack(name, sources());
        }
    }

    @Override
    public final List<Tensor> hook(Module module, List<Tensor> args) {
        try (var _ = TensorScope.open()) {
            module.compute(name, compute(module, module.isTraining()));
        }
        return null;
    }

    abstract Tensor compute(Module module, boolean training);

    /** The parameters and buffers it is computed from. */
    abstract String[] sources();
}
