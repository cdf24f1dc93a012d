package org.panatorch.ddpm.schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.Fixtures.assertClose;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.torch.Device;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Schedules, addNoise and samplePrevStep against PyTorch at t = 0, 1, the middle and T - 1. */
class SchedulerParityTest {
    private TensorScope scope;
    private StateDict fixture;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        fixture = Fixtures.load("schedulers.safetensors");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @CsvSource({"notebook, 24, 1e-4, 0.6", "training, 2000, 1e-4, 0.02"})
    void agreesWithPyTorch(String label, int steps, double betaStart, double betaEnd) {
        try (var alpha = new AlphaNoiseScheduler(steps, betaStart, betaEnd, Device.CPU);
                var beta = new BetaNoiseScheduler(steps, betaStart, betaEnd, Device.CPU)) {
            var x0 = get(label, "x0");
            var t = get(label, "t");
            var noise = get(label, "noise");
            // one unit in the last place of float32
            assertClose("beta", alpha.beta(), get(label, "beta"), 1.2e-7);
            assertClose("alpha", alpha.alpha(), get(label, "alpha"), 1.2e-7);
            assertClose("alphaBar", alpha.alphaBar(), get(label, "alpha_bar"), 5e-7);
            assertClose("random", new RandomNoiseScheduler(0.7, 0.3).addNoise(x0, t, noise), get(label, "random"), 5e-7);
            assertClose("single beta", new SingleBetaNoiseScheduler(0.3).addNoise(x0, t, noise), get(label, "single_beta"), 5e-7);
            assertClose("beta's addNoise", beta.addNoise(x0, t, noise), get(label, "beta_add_noise"), 1e-6);
            var xt = alpha.addNoise(x0, t, noise);
            assertClose("addNoise", xt, get(label, "add_noise"), 1e-6);
            assertClose("samplePrevStep", alpha.samplePrevStep(get(label, "add_noise"), t, noise.mul(0.9), get(label, "z")),
                    get(label, "prev"), 5e-6);
        }
    }

    @Test
    void theOriginalsDefaultsAre24StepsTo06() {
        try (var alpha = new AlphaNoiseScheduler(); var beta = new BetaNoiseScheduler()) {
            assertThat(alpha.steps()).isEqualTo(24);
            assertClose("beta", beta.beta(), get("notebook", "beta"), 1.2e-7);
        }
    }

    @Test
    void theStepAtZeroTakesNoNoise() {
        try (var alpha = new AlphaNoiseScheduler()) {
            var xt = Torch.randn(2, 1, 4, 4);
            var t = Torch.tensor(new long[] {0, 0});
            var predicted = Torch.randn(2, 1, 4, 4);
            var quiet = alpha.samplePrevStep(xt, t, predicted, Torch.zeros(2, 1, 4, 4));
            var loud = alpha.samplePrevStep(xt, t, predicted, Torch.randn(2, 1, 4, 4).mul(1000));
            assertThat(loud.equal(quiet)).isTrue();
        }
    }

    @Test
    void theGivenNoiseIsLeftAlone() {
        try (var alpha = new AlphaNoiseScheduler()) {
            var z = Torch.randn(1, 1, 4, 4);
            var before = z.copy();
            alpha.samplePrevStep(Torch.randn(1, 1, 4, 4), Torch.tensor(new long[] {0}), Torch.randn(1, 1, 4, 4), z);
            assertThat(z.equal(before)).isTrue();
        }
    }

    @Test
    void refusesImpossibleSchedules() {
        assertThatThrownBy(() -> new AlphaNoiseScheduler(0, 1e-4, 0.02, Device.CPU)).hasMessageContaining("at least one step");
        assertThatThrownBy(() -> new AlphaNoiseScheduler(10, 0.5, 0.02, Device.CPU)).hasMessageContaining("0.5 and 0.02");
        assertThatThrownBy(() -> new SingleBetaNoiseScheduler(1.5)).hasMessageContaining("1.5");
    }

    private Tensor get(String label, String name) {
        return fixture.get(label + "." + name);
    }
}
