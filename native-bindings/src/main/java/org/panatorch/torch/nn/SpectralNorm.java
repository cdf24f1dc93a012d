package org.panatorch.torch.nn;

import java.util.stream.LongStream;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.utils.spectral_norm.SpectralNorm}: a weight divided by its largest singular value, found by power iteration. */
final class SpectralNorm extends Reparametrization {
    private final int iterations;
    private final double eps;
    private final int dim;

    SpectralNorm(Module module, String name, int iterations, double eps, int dim) {
        super(name);
        this.iterations = iterations;
        this.eps = eps;
        this.dim = dim;
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var weight = parameter(module, name);
            var matrix = matrix(weight);
            var u = normalize(weight.newEmpty(matrix.size(0)).normal_(0, 1));
            var v = normalize(weight.newEmpty(matrix.size(1)).normal_(0, 1));
            boolean trained = weight.requiresGrad();
            module.setAside(name);
            module.registerParameter(name + "_orig", weight).requiresGrad_(trained);
            module.compute(name, weight.detach());
            module.registerBuffer(name + "_u", u);
            module.registerBuffer(name + "_v", v);
        }
    }

    private Tensor matrix(Tensor weight) {
        var front = dim == 0 ? weight : weight.permute(LongStream.concat(LongStream.of(dim),
                LongStream.range(0, weight.dim()).filter(d -> d != dim)).toArray());
        return front.reshape(front.size(0), -1);
    }

    private Tensor normalize(Tensor x) {
        return x.div(x.norm(2).clampMin(eps));
    }

    @Override
    Tensor compute(Module module, boolean training) {
        var weight = module.ownParameter(name + "_orig");
        var matrix = matrix(weight);
        Tensor u = module.ownBuffers().get(name + "_u"), v = module.ownBuffers().get(name + "_v");
        if (training) {
            try (var _ = Torch.noGrad()) {
                for (int i = 0; i < iterations; i++) {
                    v.copy_(normalize(matrix.t().mv(u)));
                    u.copy_(normalize(matrix.mv(v)));
                }
            }
            // the next forward changes them, which backward through this one must not see
            u = u.copy();
            v = v.copy();
        }
        return weight.div(u.dot(matrix.mv(v)));
    }

    @Override
    String[] sources() {
        return new String[] {name + "_orig", name + "_u", name + "_v"};
    }
}
