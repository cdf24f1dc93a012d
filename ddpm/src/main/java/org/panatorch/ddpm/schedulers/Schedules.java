package org.panatorch.ddpm.schedulers;

import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.Torch;

/** Schedules of beta. All arithmetic is float32 in libtorch: Java doubles would give other digits than PyTorch. */
final class Schedules {
    private Schedules() {}

    /** {@code torch.linspace(beta_start, beta_end, steps).to(device)}: (T). */
    static Tensor linear(int steps, double betaStart, double betaEnd, Device device) {
        if (steps < 1) {
            throw new IllegalArgumentException("expected at least one step, got " + steps);
        }
        if (!(betaStart > 0 && betaStart <= betaEnd && betaEnd < 1)) {
            throw new IllegalArgumentException(
                    "expected 0 < beta start <= beta end < 1, got " + betaStart + " and " + betaEnd);
        }
        return Torch.linspace(betaStart, betaEnd, steps).to(device);
    }
}
