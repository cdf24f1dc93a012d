package org.panatorch.kit;

import java.util.List;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** The loss of a case and the parameters of a module, as scripts/make_kit_fixtures.py computes them. */
final class Losses {
    private Losses() {}

    /** The script's {@code weights}. */
    static Tensor weights(Tensor t) {
        var values = new double[Math.toIntExact(t.numel())];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((i * 7) % 11 - 5) / 8.0;
        }
        return Torch.tensor(values).view(t.shape()).to(t.dtype()).to(t.device());
    }

    /** The script's {@code perturbed}. */
    static Tensor perturbed(Tensor p, int index) {
        return p.dtype().isFloatingPoint() ? p.mul(0.5).add(weights(p).mul(0.25)).add(0.0625 * (index % 3)) : p;
    }

    /** The gradients of all results that have one; false if none has. */
    static boolean backward(List<Object> results) {
        Tensor loss = null;
        for (var result : results) {
            if (result instanceof Tensor t && t.dtype().isFloatingPoint() && t.requiresGrad()) {
                var part = t.mul(weights(t)).sum().to(DType.FLOAT64);
                loss = loss == null ? part : loss.add(part);
            }
        }
        if (loss == null) {
            return false;
        }
        loss.backward();
        return true;
    }

    /** A tensor of its own with the same values. */
    static Tensor leaf(Tensor t, boolean requiresGrad) {
        var leaf = t.copy();
        return requiresGrad ? leaf.requiresGrad_(true) : leaf;
    }

    static Tensor detached(Tensor t) {
        return TensorScope.returning(() -> t.detach().copy());
    }
}
