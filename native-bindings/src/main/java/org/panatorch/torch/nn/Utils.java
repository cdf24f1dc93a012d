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

    /**
     * {@code torch.nn.utils.rnn.pack_padded_sequence(input, lengths, batch_first=, enforce_sorted=)}.
     *
     * @param input (L, B, ...), or batches first
     * @param lengths (B), int64, on the CPU
     * @param enforceSorted whether the longest comes first already, which is an error if it does not
     */
    public static PackedSequence packPaddedSequence(Tensor input, Tensor lengths, boolean batchFirst, boolean enforceSorted) {
        try (var scope = TensorScope.open()) {
            Tensor sorted = null;
            if (!enforceSorted) {
                var order = lengths.sort(0, true);
                lengths = order.values();
                sorted = scope.promote(order.indices().to(input.device()));
                input = input.indexSelect(batchFirst ? 0 : 1, sorted);
            }
            var packed = Torch.op("_pack_padded_sequence").callTensors(input, lengths, batchFirst);
            return new PackedSequence(scope.promote(packed.get(0)), scope.promote(packed.get(1)), sorted,
                    sorted == null ? null : scope.promote(sorted.argsort(0)));
        }
    }

    /** {@code torch.nn.utils.rnn.pad_packed_sequence(sequence, batch_first, padding_value)}: the batch's order, padded. */
    public static PackedSequence.Padded padPackedSequence(PackedSequence sequence, boolean batchFirst, double paddingValue) {
        return padPackedSequence(sequence, batchFirst, paddingValue, sequence.batchSizes().size(0));
    }

    /** {@code pad_packed_sequence(sequence, batch_first, padding_value, total_length)}. */
    public static PackedSequence.Padded padPackedSequence(PackedSequence sequence, boolean batchFirst, double paddingValue,
            long totalLength) {
        try (var scope = TensorScope.open()) {
            var padded = Torch.op("_pad_packed_sequence").callTensors(sequence.data(), sequence.batchSizes(), batchFirst,
                    paddingValue, totalLength);
            Tensor output = padded.get(0), lengths = padded.get(1);
            if (sequence.unsortedIndices() != null) {
                output = output.indexSelect(batchFirst ? 0 : 1, sequence.unsortedIndices());
                lengths = lengths.get(sequence.unsortedIndices().cpu());
            }
            return new PackedSequence.Padded(scope.promote(output), scope.promote(lengths));
        }
    }

    /** {@code torch.nn.utils.weight_norm(module)}: of its weight, one length for each output. */
    public static <M extends Module> M weightNorm(M module) {
        return weightNorm(module, "weight", 0);
    }

    /**
     * {@code torch.nn.utils.weight_norm(module, name, dim)} (Salimans and Kingma 2016, arXiv 1602.07868): the parameter is
     * computed from a length, {@code name_g}, and a direction, {@code name_v}, before each {@code forward}, by a hook.
     *
     * @param dim that has a length for each; -1 for one length of all, Python's None
     * @return the module
     */
    public static <M extends Module> M weightNorm(M module, String name, long dim) {
        new WeightNorm(module, name, dim).register(module);
        return module;
    }

    /** {@code torch.nn.utils.remove_weight_norm(module)}: the weight is a parameter again, as it was last. */
    public static <M extends Module> M removeWeightNorm(M module) {
        Reparametrization.of(module, "weight", WeightNorm.class).remove(module);
        return module;
    }

    /** {@code torch.nn.utils.spectral_norm(module)}: of its weight. */
    public static <M extends Module> M spectralNorm(M module) {
        return spectralNorm(module, "weight", 1, 1e-12,
                module instanceof ConvTranspose1d || module instanceof ConvTranspose2d || module instanceof ConvTranspose3d ? 1 : 0);
    }

    /**
     * {@code torch.nn.utils.spectral_norm(module, name, n_power_iterations, eps, dim)} (Miyato et al. 2018, arXiv 1802.05957):
     * the parameter is {@code name_orig}, divided before each {@code forward} by its largest singular value, of which two
     * buffers, {@code name_u} and {@code name_v}, get nearer to the vectors while training.
     *
     * @param dim of the outputs
     * @return the module
     */
    public static <M extends Module> M spectralNorm(M module, String name, int nPowerIterations, double eps, int dim) {
        new SpectralNorm(module, name, nPowerIterations, eps, dim).register(module);
        return module;
    }

    /** {@code torch.nn.utils.remove_spectral_norm(module)}: the weight is a parameter again, as it was last. */
    public static <M extends Module> M removeSpectralNorm(M module) {
        Reparametrization.of(module, "weight", SpectralNorm.class).remove(module);
        return module;
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
