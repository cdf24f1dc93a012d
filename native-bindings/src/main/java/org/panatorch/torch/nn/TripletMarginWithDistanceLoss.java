package org.panatorch.torch.nn;

import java.util.function.BinaryOperator;
import org.panatorch.torch.Tensor;

/** {@code torch.nn.TripletMarginWithDistanceLoss}: {@link TripletMarginLoss} with any distance. */
public final class TripletMarginWithDistanceLoss extends BuiltInModule {
    private final BinaryOperator<Tensor> distance;
    private final double margin;
    private final boolean swap;
    private final Reduction reduction;

    /** {@code nn.TripletMarginWithDistanceLoss(distance_function=distance)}. */
    public TripletMarginWithDistanceLoss(BinaryOperator<Tensor> distance) {
        this(distance, 1, false, Reduction.MEAN);
    }

    /** {@code nn.TripletMarginWithDistanceLoss(distance_function=, margin=, swap=, reduction=)}. */
    public TripletMarginWithDistanceLoss(BinaryOperator<Tensor> distance, double margin, boolean swap, Reduction reduction) {
        this.distance = distance;
        this.margin = margin;
        this.swap = swap;
        this.reduction = reduction;
    }

    /** {@code criterion(anchor, positive, negative)}. */
    public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return withHooksAround(args -> F.tripletMarginWithDistanceLoss(args[0], args[1], args[2], distance, margin, swap, reduction),
                anchor, positive, negative);
    }
}
