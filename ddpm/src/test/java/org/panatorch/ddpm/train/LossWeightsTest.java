package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class LossWeightsTest {

    /** Hang et al. 2023: x0 weighs min(SNR, gamma); epsilon that divided by SNR, v by SNR + 1. */
    @ParameterizedTest
    @CsvSource({"epsilon, 1", "epsilon, 5", "x0, 5", "v, 1", "v, 5"})
    void areThePapers(Objective objective, double gamma) {
        try (var _ = TensorScope.open(); var scheduler = NoiseSchedule.original(1000).scheduler(Device.CPU)) {
            long[] steps = {0, 100, 300, 700, 999};
            var weights = LossWeights.minSnr(scheduler, objective, Torch.tensor(steps), gamma);
            double alphaBar = 1;
            int at = 0;
            for (int t = 0; t < 1000; t++) {
                alphaBar *= 1 - (1e-4 + (0.02 - 1e-4) * t / 999);
                if (t == steps[at]) {
                    double snr = alphaBar / (1 - alphaBar);
                    double expected = Math.min(snr, gamma) / switch (objective) {
                        case epsilon -> snr;
                        case x0 -> 1;
                        case v -> snr + 1;
                    };
                    // at t = 0 float32 has 1 - alpha-bar = 1e-4 to four digits only, as the schedule itself
                    assertThat(weights.get((long) at).item()).as("t = " + t).isCloseTo(expected, offset(1e-3 * expected));
                    at++;
                }
            }
        }
    }

    /** Whatever is predicted, the weighted squared errors are those of x0 weighed by min(SNR, gamma). */
    @ParameterizedTest
    @CsvSource({"epsilon", "v"})
    void theErrorsOfAllObjectivesWeighTheSame(Objective objective) {
        try (var _ = TensorScope.open(); var scheduler = NoiseSchedule.original(100).scheduler(Device.CPU)) {
            Torch.manualSeed(3);
            var t = Torch.tensor(new long[] {20, 50, 99});
            var x0 = Torch.randn(3, 1, 4, 4);
            var noise = Torch.randn(3, 1, 4, 4);
            var xt = scheduler.addNoise(x0, t, noise);
            var target = objective.target(scheduler, x0, t, noise);
            var prediction = target.add(Torch.randn(3, 1, 4, 4).mul(0.1));
            var error = prediction.sub(target).pow(2).flatten(1).mean(1);
            var errorOfX0 = objective.x0(scheduler, xt, t, prediction).sub(x0).pow(2).flatten(1).mean(1);
            Fixtures.assertClose("weighted errors",
                    LossWeights.minSnr(scheduler, objective, t, 5).mul(error),
                    LossWeights.minSnr(scheduler, Objective.x0, t, 5).mul(errorOfX0), 1e-5);
        }
    }
}
