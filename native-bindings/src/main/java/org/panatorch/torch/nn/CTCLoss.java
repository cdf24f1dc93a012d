package org.panatorch.torch.nn;

import org.panatorch.torch.Tensor;

/** {@code torch.nn.CTCLoss} (Graves et al. 2006): log-probabilities (T, B, C), targets (B, S), lengths of both (B). */
public final class CTCLoss extends BuiltInModule {
    private final long blank;
    private final Reduction reduction;
    private final boolean zeroInfinity;

    /** {@code nn.CTCLoss()}. */
    public CTCLoss() {
        this(0, Reduction.MEAN, false);
    }

    /** {@code nn.CTCLoss(blank=, reduction=, zero_infinity=)}. */
    public CTCLoss(long blank, Reduction reduction, boolean zeroInfinity) {
        this.blank = blank;
        this.reduction = reduction;
        this.zeroInfinity = zeroInfinity;
    }

    /** {@code criterion(log_probs, targets, input_lengths, target_lengths)}. */
    public Tensor forward(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
        return withHooksAround(args -> F.ctcLoss(args[0], args[1], args[2], args[3], blank, reduction, zeroInfinity),
                logProbs, targets, inputLengths, targetLengths);
    }
}
