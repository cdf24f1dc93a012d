package org.panatorch.ddpm.schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.Fixtures.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.ModelSpec;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** The schedules against the papers' formulas in float64, and what the objectives say about x_t. */
class NoiseScheduleTest {

    @ParameterizedTest
    @CsvSource({"cosine, 50, false", "cosine, 2000, false", "cosine, 2000, true", "sigmoid, 50, false",
            "sigmoid, 2000, false", "sigmoid, 50, true", "linear, 2000, true", "linear, 50, true"})
    void agreesWithTheFormula(NoiseSchedule.Kind kind, int steps, boolean zero) {
        var fixture = Fixtures.load("schedules.safetensors");
        try (var _ = TensorScope.open();
                var scheduler = new NoiseSchedule(kind, steps, 1e-4, 0.02, zero).scheduler(Device.CPU)) {
            var expected = fixture.get(kind + "." + steps + (zero ? ".zero" : ""));
            // half a unit in float32's last place below 1
            assertClose("beta", scheduler.beta().to(DType.FLOAT64), expected, 6e-8);
            assertThat(scheduler.steps()).isEqualTo(steps);
            if (zero) {
                assertThat(scheduler.alphaBar().get((long) steps - 1).item()).isZero();
            }
        } finally {
            fixture.close();
        }
    }

    @Test
    void theOriginalsIsTheOriginals() {
        try (var _ = TensorScope.open(); var a = NoiseSchedule.original(2000).scheduler(Device.CPU);
                var b = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU)) {
            assertThat(a.alphaBar().equal(b.alphaBar())).isTrue();
        }
    }

    /** A model that is right about its target is right about the noise and the image. */
    @ParameterizedTest
    @CsvSource({"epsilon", "x0", "v"})
    void anObjectiveCanBeTurnedIntoNoiseAndImage(Objective objective) {
        try (var _ = TensorScope.open(); var scheduler = NoiseSchedule.original(100).scheduler(Device.CPU)) {
            Torch.manualSeed(1);
            var x0 = Torch.randn(4, 1, 5, 5);
            var noise = Torch.randn(4, 1, 5, 5);
            var t = Torch.tensor(new long[] {10, 30, 70, 99});
            var xt = scheduler.addNoise(x0, t, noise);
            var target = objective.target(scheduler, x0, t, noise);
            assertClose("noise", objective.noise(scheduler, xt, t, target), noise, 1e-5);
            assertClose("x0", objective.x0(scheduler, xt, t, target), x0, 1e-5);
        }
    }

    /** v at one step by its definition, in Java doubles. */
    @Test
    void vIsTheVelocity() {
        try (var _ = TensorScope.open(); var scheduler = NoiseSchedule.original(100).scheduler(Device.CPU)) {
            var t = Torch.tensor(new long[] {50});
            double alphaBar = scheduler.alphaBar().get(50L).item();
            var v = Objective.v.target(scheduler, Torch.ones(1, 1, 1, 1).mul(0.25), t,
                    Torch.ones(1, 1, 1, 1).mul(-2));
            assertThat(v.item()).isCloseTo(Math.sqrt(alphaBar) * -2 - Math.sqrt(1 - alphaBar) * 0.25,
                    org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    @Test
    void zeroSnrWithEpsilonIsRefusedWithTheReason() {
        var zero = new NoiseSchedule(NoiseSchedule.Kind.linear, 100, 1e-4, 0.02, true);
        assertThatThrownBy(() -> new ModelSpec(ModelKind.UNetModel, zero, Objective.epsilon, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("use x0 or v");
    }
}
