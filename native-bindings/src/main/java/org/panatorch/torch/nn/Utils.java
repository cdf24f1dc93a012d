package org.panatorch.torch.nn;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
        var total = getTotalNorm(parameters.stream().map(Tensor::grad).filter(Objects::nonNull).toList(), normType);
        clipGradsWithNorm_(parameters, maxNorm, total);
        return total;
    }

    /** {@code torch.nn.utils.clip_grad_value_(parameters, clip_value)}: every number of the gradients on its own. */
    public static void clipGradValue_(List<Tensor> parameters, double clipValue) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            parameters.stream().map(Tensor::grad).filter(Objects::nonNull).forEach(grad -> grad.clamp_(-clipValue, clipValue));
        }
    }

    /** {@code torch.nn.utils.parameters_to_vector(parameters)}: all numbers in one dimension. */
    public static Tensor parametersToVector(List<Tensor> parameters) {
        return TensorScope.returning(() -> Torch.cat(parameters.stream().map(p -> p.reshape(-1)).toList(), 0));
    }

    /** {@code torch.nn.utils.vector_to_parameters(vec, parameters)}: copies the numbers back. */
    public static void vectorToParameters(Tensor vec, List<Tensor> parameters) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var parts = vec.split(parameters.stream().mapToLong(Tensor::numel).toArray(), 0);
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).copy_(parts.get(i).view(parameters.get(i).shape()));
            }
        }
    }

    /**
     * {@code torch.nn.utils.rnn.pad_sequence(sequences, batch_first, padding_value)}: sequences (L, ...) of different lengths,
     * stacked, (L, B, ...) or (B, L, ...).
     */
    public static Tensor padSequence(List<Tensor> sequences, boolean batchFirst, double paddingValue) {
        return Torch.op("pad_sequence").callTensor(sequences, batchFirst, paddingValue);
    }

    /** {@code torch.nn.utils.get_total_norm(tensors)}: the 2-norm of them all together, a tensor of no dimensions. */
    public static Tensor getTotalNorm(List<Tensor> tensors) {
        return getTotalNorm(tensors, 2);
    }

    /** {@code get_total_norm(tensors, norm_type)}; 0 for no tensors. */
    public static Tensor getTotalNorm(List<Tensor> tensors, double normType) {
        try (var scope = TensorScope.open(); var _ = Torch.noGrad()) {
            if (tensors.isEmpty()) {
                return scope.promote(Torch.scalar(0));
            }
            var device = tensors.getFirst().device();
            var norms = Torch.op("_foreach_norm.Scalar").callTensors(tensors, normType);
            return scope.promote(Torch.op("linalg_vector_norm").callTensor(
                    Torch.stack(norms.stream().map(n -> n.to(device)).toList(), 0), normType));
        }
    }

    /** {@code torch.nn.utils.clip_grads_with_norm_(parameters, max_norm, total_norm)}. */
    public static void clipGradsWithNorm_(List<Tensor> parameters, double maxNorm, Tensor totalNorm) {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad()) {
            var grads = parameters.stream().map(Tensor::grad).filter(Objects::nonNull).toList();
            var factor = Torch.op("clamp").callTensor(totalNorm.add(1e-6).reciprocal().mul(maxNorm), null, 1.0);
            // multiplied even where it is 1, as PyTorch does: asking would wait for the device
            for (var group : grads.stream().collect(Collectors.groupingBy(Tensor::device)).entrySet()) {
                Torch.op("_foreach_mul_.Tensor").call(group.getValue(), factor.to(group.getKey()));
            }
        }
    }
}
