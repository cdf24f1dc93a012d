package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.utils.weight_norm.WeightNorm}: length and direction of a weight, apart. */
final class WeightNorm extends Reparametrization {
    private final long dim;

    WeightNorm(Module module, String name, long dim) {
        super(name);
        this.dim = dim;
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var weight = parameter(module, name);
            module.setAside(name);
            module.registerParameter(name + "_g", Torch.op("norm_except_dim").callTensor(weight.detach(), 2, dim));
            module.registerParameter(name + "_v", weight.detach());
            module.compute(name, compute(module, false));
        }
    }

    @Override
    Tensor compute(Module module, boolean training) {
        return Torch.op("_weight_norm").callTensor(module.ownParameter(name + "_v"), module.ownParameter(name + "_g"), dim);
    }

    @Override
    String[] sources() {
        return new String[] {name + "_g", name + "_v"};
    }
}
