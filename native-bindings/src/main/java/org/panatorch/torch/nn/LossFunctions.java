package org.panatorch.torch.nn;

import static org.panatorch.torch.Keywords.kw;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.TorchException;
import org.panatorch.torch.internal.Call;

/** {@link F}'s losses. */
abstract class LossFunctions extends MarginFunctions {

    LossFunctions() {}

    /** {@code F.mse_loss(input, target)}: the mean of the squared differences, 0-dimensional. */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return Call.binary("mse_loss", input, target, torch::mse_loss);
    }

    /** {@code F.mse_loss(input, target, reduction=reduction)}. */
    public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
        return Torch.op("mse_loss").callTensor(input, target, reduction.code());
    }

    /** {@code F.l1_loss(input, target)}: the mean. */
    public static Tensor l1Loss(Tensor input, Tensor target) {
        return l1Loss(input, target, Reduction.MEAN);
    }

    /** {@code F.l1_loss(input, target, reduction=reduction)}. */
    public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction) {
        return Torch.op("l1_loss").callTensor(input, target, reduction.code());
    }

    /** {@code F.smooth_l1_loss(input, target)}: the mean. */
    public static Tensor smoothL1Loss(Tensor input, Tensor target) {
        return smoothL1Loss(input, target, 1, Reduction.MEAN);
    }

    /** {@code F.smooth_l1_loss(input, target, reduction=)}. */
    public static Tensor smoothL1Loss(Tensor input, Tensor target, Reduction reduction) {
        return smoothL1Loss(input, target, 1, reduction);
    }

    /** {@code F.smooth_l1_loss(input, target, beta, reduction=reduction)}. */
    public static Tensor smoothL1Loss(Tensor input, Tensor target, double beta, Reduction reduction) {
        return Torch.op("smooth_l1_loss").callTensor(input, target, reduction.code(), beta);
    }

    /** {@code F.huber_loss(input, target)}: the mean. */
    public static Tensor huberLoss(Tensor input, Tensor target) {
        return huberLoss(input, target, 1, Reduction.MEAN);
    }

    /** {@code F.huber_loss(input, target, reduction=)}. */
    public static Tensor huberLoss(Tensor input, Tensor target, Reduction reduction) {
        return huberLoss(input, target, 1, reduction);
    }

    /** {@code F.huber_loss(input, target, delta, reduction=reduction)}. */
    public static Tensor huberLoss(Tensor input, Tensor target, double delta, Reduction reduction) {
        return Torch.op("huber_loss").callTensor(input, target, reduction.code(), delta);
    }

    /** {@code F.cross_entropy(input, target)}: logits (B, C, ...), and classes (B, ...) or probabilities (B, C, ...). */
    public static Tensor crossEntropy(Tensor input, Tensor target) {
        return crossEntropy(input, target, CrossEntropyOptions.DEFAULT);
    }

    /** {@code F.cross_entropy(input, target, reduction=)}. */
    public static Tensor crossEntropy(Tensor input, Tensor target, Reduction reduction) {
        return crossEntropy(input, target, CrossEntropyOptions.DEFAULT.reduction(reduction));
    }

    /** {@code F.cross_entropy(input, target, weight=, ignore_index=, reduction=, label_smoothing=)}. */
    public static Tensor crossEntropy(Tensor input, Tensor target, CrossEntropyOptions options) {
        return Torch.op("cross_entropy_loss").callTensor(input, target, options.weight(), options.reduction().code(),
                options.ignoreIndex(), options.labelSmoothing());
    }

    /** {@code F.nll_loss(input, target)}: log-probabilities (B, C, ...) and classes (B, ...). */
    public static Tensor nllLoss(Tensor input, Tensor target) {
        return nllLoss(input, target, null, -100, Reduction.MEAN);
    }

    /** {@code F.nll_loss(input, target, reduction=)}. */
    public static Tensor nllLoss(Tensor input, Tensor target, Reduction reduction) {
        return nllLoss(input, target, null, -100, reduction);
    }

    /** {@code F.nll_loss(input, target, weight, ignore_index=, reduction=)}; weight may be null. */
    public static Tensor nllLoss(Tensor input, Tensor target, Tensor weight, long ignoreIndex, Reduction reduction) {
        return Torch.op("nll_loss_nd").callTensor(input, target, weight, reduction.code(), ignoreIndex);
    }

    /** {@code F.binary_cross_entropy(input, target)}: probabilities. */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
        return binaryCrossEntropy(input, target, null, Reduction.MEAN);
    }

    /** {@code F.binary_cross_entropy(input, target, reduction=)}. */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target, Reduction reduction) {
        return binaryCrossEntropy(input, target, null, reduction);
    }

    /** {@code F.binary_cross_entropy(input, target, weight, reduction=)}; weight may be null. */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target, Tensor weight, Reduction reduction) {
        requireSameSize("binary_cross_entropy", "Using a target size (%s) that is different to the input size (%s) is deprecated."
                + " Please ensure they have the same size.", input, target);
        return Torch.op("binary_cross_entropy").callTensor(input, target, weight, reduction.code());
    }

    /** {@code F.binary_cross_entropy_with_logits(input, target)}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
        return binaryCrossEntropyWithLogits(input, target, null, null, Reduction.MEAN);
    }

    /** {@code F.binary_cross_entropy_with_logits(input, target, reduction=)}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, Reduction reduction) {
        return binaryCrossEntropyWithLogits(input, target, null, null, reduction);
    }

    /** {@code F.binary_cross_entropy_with_logits(input, target, weight, pos_weight=, reduction=)}; both may be null. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, Tensor weight, Tensor posWeight,
            Reduction reduction) {
        requireSameSize("binary_cross_entropy_with_logits", "Target size (%s) must be the same as input size (%s)", input, target);
        return Torch.op("binary_cross_entropy_with_logits").callTensor(input, target, weight, posWeight, reduction.code());
    }

    /** libtorch would broadcast them, (N, 1) and (N) to (N, N). */
    private static void requireSameSize(String op, String message, Tensor input, Tensor target) {
        if (!Arrays.equals(input.shape(), target.shape())) {
            throw new TorchException(op, message.formatted(Arrays.toString(target.shape()), Arrays.toString(input.shape())));
        }
    }

    /** {@code F.kl_div(input, target, reduction=)}. */
    public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction) {
        return klDiv(input, target, reduction, false);
    }

    /**
     * {@code F.kl_div(input, target, reduction=, log_target=)}: log-probabilities, and probabilities or logarithms.
     * {@link Reduction#BATCHMEAN} is what the definition says; {@link Reduction#MEAN} divides by all elements.
     */
    public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction, boolean logTarget) {
        if (reduction == Reduction.BATCHMEAN) {
            return TensorScope.returning(() -> klDiv(input, target, Reduction.SUM, logTarget).div(input.size(0)));
        }
        return Torch.op("kl_div").callTensor(input, target, reduction.code(), kw("log_target", logTarget));
    }

    /** {@code F.poisson_nll_loss(input, target)}: the logarithm of the rate. */
    public static Tensor poissonNllLoss(Tensor input, Tensor target) {
        return poissonNllLoss(input, target, true, false, 1e-8, Reduction.MEAN);
    }

    /** {@code F.poisson_nll_loss(input, target, log_input, full, eps=, reduction=)}. */
    public static Tensor poissonNllLoss(Tensor input, Tensor target, boolean logInput, boolean full, double eps,
            Reduction reduction) {
        return Torch.op("poisson_nll_loss").callTensor(input, target, logInput, full, eps, reduction.code());
    }

    /** {@code F.gaussian_nll_loss(input, target, var)}: the mean. */
    public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor var) {
        return gaussianNllLoss(input, target, var, false, 1e-6, Reduction.MEAN);
    }

    /** {@code F.gaussian_nll_loss(input, target, var, full, eps, reduction)}: variances of the input's shape, (..., 1) or (...). */
    public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor var, boolean full, double eps, Reduction reduction) {
        return TensorScope.returning(() -> {
            var variance = var.dim() < input.dim() ? var.unsqueeze(-1) : var;
            if (variance.lt(0).any().item() != 0) {
                throw new IllegalArgumentException("var has negative entry/entries");
            }
            // kept from 0 without a gradient of its own
            var kept = variance.copy();
            try (var _ = Torch.noGrad()) {
                Torch.op("clamp_min_").call(kept, eps);
            }
            var loss = kept.log().add(input.sub(target).square().div(kept)).mul(0.5);
            loss = full ? loss.add(0.5 * Math.log(2 * Math.PI)) : loss;
            return reduction.of(loss);
        });
    }

    /**
     * {@code F.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity)}: (T, B, C), and
     * (B, S) or all targets in a row; lengths (B) int64.
     */
    public static Tensor ctcLoss(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths, long blank,
            Reduction reduction, boolean zeroInfinity) {
        return Torch.op("ctc_loss.Tensor").callTensor(logProbs, targets, inputLengths, targetLengths, blank, reduction.code(),
                zeroInfinity);
    }
}
