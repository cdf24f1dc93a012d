package org.panatorch.ddpm.train;

import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.Tensor;

/**
 * Min-SNR-gamma: Hang et al. 2023 (arXiv 2303.09556). Steps with little noise, where the loss in terms of x0 would weigh
 * SNR = alpha-bar / (1 - alpha-bar), weigh gamma at most.
 */
final class LossWeights {
    private LossWeights() {}

    /** What the squared error of the objective weighs at the steps t (B): (B). */
    static Tensor minSnr(AlphaNoiseScheduler scheduler, Objective objective, Tensor t, double gamma) {
        var alphaBar = scheduler.alphaBar().get(t);
        var snr = alphaBar.div(alphaBar.rsub(1));
        var ofX0 = snr.clamp(0, gamma);
        return switch (objective) {
            case x0 -> ofX0;
            // the error of the noise is SNR times that of x0, that of v is SNR + 1 times that
            case epsilon -> ofX0.div(snr);
            case v -> ofX0.div(snr.add(1));
        };
    }
}
