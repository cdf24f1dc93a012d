package org.panatorch.torch.nn;

import java.util.List;
import java.util.Objects;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@code torch.nn.utils}. */
public final class Utils {
    private Utils() {}

    /**
     * {@code torch.nn.utils.clip_grad_norm_(parameters, max_norm)}: scales all gradients together so that the 2-norm of
     * them all is at most {@code maxNorm}.
     *
     * @return the norm before that, a tensor of no dimensions; 0 where nothing has a gradient
     */
    public static Tensor clipGradNorm_(List<Tensor> parameters, double maxNorm) {
        return clipGradNorm_(parameters, maxNorm, 2);
    }

    /** {@code clip_grad_norm_(parameters, max_norm, norm_type)}; {@link Double#POSITIVE_INFINITY} is the largest value. */
    public static Tensor clipGradNorm_(List<Tensor> parameters, double maxNorm, double normType) {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            var grads = parameters.stream().map(Tensor::grad).filter(Objects::nonNull).toList();
            if (grads.isEmpty()) {
                return scope.promote(Torch.scalar(0));
            }
            var device = grads.getFirst().device();
            var norms = Torch.op("_foreach_norm.Scalar").callTensors(grads, normType);
            var total = Torch.op("linalg_vector_norm").callTensor(
                    Torch.stack(norms.stream().map(n -> n.to(device)).toList(), 0), normType);
            var factor = Torch.op("clamp").callTensor(total.add(1e-6).reciprocal().mul(maxNorm), null, 1.0);
            // multiplied even where it is 1, as PyTorch does: asking would wait for the device
            for (var group : grads.stream().collect(java.util.stream.Collectors.groupingBy(Tensor::device)).entrySet()) {
                Torch.op("_foreach_mul_.Tensor").call(group.getValue(), factor.to(group.getKey()));
            }
            return scope.promote(total);
        }
    }
}
