package org.panatorch.torch.nn;

import java.util.function.BinaryOperator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** {@link F}'s losses of margins: of pairs, triplets and several labels. */
abstract class MarginFunctions extends ActivationFunctions {

    MarginFunctions() {}

    /** {@code F.soft_margin_loss(input, target)}: the mean. */
    public static Tensor softMarginLoss(Tensor input, Tensor target) {
        return softMarginLoss(input, target, Reduction.MEAN);
    }

    /** {@code F.soft_margin_loss(input, target, reduction=reduction)}. */
    public static Tensor softMarginLoss(Tensor input, Tensor target, Reduction reduction) {
        return Torch.op("soft_margin_loss").callTensor(input, target, reduction.code());
    }

    /** {@code F.multi_margin_loss(input, target, p, margin, reduction=)}: scores (B, C) and classes (B). */
    public static Tensor multiMarginLoss(Tensor input, Tensor target, double p, double margin, Reduction reduction) {
        return Torch.op("multi_margin_loss").callTensor(input, target, p, margin, null, reduction.code());
    }

    /** {@code F.multilabel_margin_loss(input, target, reduction=)}: scores (B, C), and classes (B, C) up to the first -1. */
    public static Tensor multilabelMarginLoss(Tensor input, Tensor target, Reduction reduction) {
        return Torch.op("multilabel_margin_loss").callTensor(input, target, reduction.code());
    }

    /** {@code F.multilabel_soft_margin_loss(input, target, reduction=)}: logits (B, C) and targets of 0 and 1. */
    public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target, Reduction reduction) {
        return TensorScope.returning(() -> {
            var loss = target.mul(ActivationFunctions.logsigmoid(input))
                    .add(target.rsub(1).mul(ActivationFunctions.logsigmoid(input.neg()))).neg().sum(-1).div(input.size(-1));
            return reduction.of(loss);
        });
    }

    /** {@code F.cosine_embedding_loss(x1, x2, target, margin)}: target 1 for alike, -1 for unlike. */
    public static Tensor cosineEmbeddingLoss(Tensor x1, Tensor x2, Tensor target, double margin) {
        return cosineEmbeddingLoss(x1, x2, target, margin, Reduction.MEAN);
    }

    /** {@code F.cosine_embedding_loss(x1, x2, target, margin, reduction=)}. */
    public static Tensor cosineEmbeddingLoss(Tensor x1, Tensor x2, Tensor target, double margin, Reduction reduction) {
        return Torch.op("cosine_embedding_loss").callTensor(x1, x2, target, margin, reduction.code());
    }

    /** {@code F.margin_ranking_loss(x1, x2, target, margin)}. */
    public static Tensor marginRankingLoss(Tensor x1, Tensor x2, Tensor target, double margin) {
        return marginRankingLoss(x1, x2, target, margin, Reduction.MEAN);
    }

    /** {@code F.margin_ranking_loss(x1, x2, target, margin, reduction=)}. */
    public static Tensor marginRankingLoss(Tensor x1, Tensor x2, Tensor target, double margin, Reduction reduction) {
        return Torch.op("margin_ranking_loss").callTensor(x1, x2, target, margin, reduction.code());
    }

    /** {@code F.triplet_margin_loss(anchor, positive, negative, margin)}, with p = 2. */
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, double margin) {
        return tripletMarginLoss(anchor, positive, negative, margin, 2, Reduction.MEAN);
    }

    /** {@code F.triplet_margin_loss(anchor, positive, negative, margin, p, reduction=)}. */
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, double margin, double p,
            Reduction reduction) {
        return Torch.op("triplet_margin_loss").callTensor(anchor, positive, negative, margin, p, 1e-6, false, reduction.code());
    }

    /**
     * {@code F.triplet_margin_with_distance_loss(anchor, positive, negative, distance_function=, margin=, swap=, reduction=)}.
     *
     * @param distance of two batches, one number for each pair: {@code (x, y) -> x.sub(y).abs().sum(1)}
     */
    public static Tensor tripletMarginWithDistanceLoss(Tensor anchor, Tensor positive, Tensor negative,
            BinaryOperator<Tensor> distance, double margin, boolean swap, Reduction reduction) {
        return TensorScope.returning(() -> {
            var toNegative = distance.apply(anchor, negative);
            if (swap) {
                toNegative = toNegative.minimum(distance.apply(positive, negative));
            }
            return reduction.of(distance.apply(anchor, positive).sub(toNegative).add(margin).clampMin(0));
        });
    }

    /** {@code F.hinge_embedding_loss(input, target, margin)}. */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target, double margin) {
        return hingeEmbeddingLoss(input, target, margin, Reduction.MEAN);
    }

    /** {@code F.hinge_embedding_loss(input, target, margin, reduction=)}. */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target, double margin, Reduction reduction) {
        return Torch.op("hinge_embedding_loss").callTensor(input, target, margin, reduction.code());
    }
}
