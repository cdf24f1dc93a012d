package org.panatorch.ddpm.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.panatorch.ddpm.Fixtures.assertClose;
import static org.panatorch.torch.Keywords.shape;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class ForwardProcessTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        Torch.manualSeed(1);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** The curves against PyTorch's alpha_bar; float32, so seven digits. */
    @ParameterizedTest
    @CsvSource({"notebook, 24, 0.6", "training, 2000, 0.02"})
    void theCurvesAreTheSchedules(String label, int steps, double betaEnd) {
        var alphaBar = Fixtures.load("schedulers.safetensors").get(label + ".alpha_bar").to(DType.FLOAT64).toDoubleArray();
        try (var scheduler = new AlphaNoiseScheduler(steps, 1e-4, betaEnd, Device.CPU)) {
            var curves = ScheduleCurves.of(scheduler);
            assertThat(curves.alphaBar()).hasSize(steps).containsExactly(alphaBar, within(5e-7));
            for (int t = 0; t < steps; t++) {
                assertThat(curves.signal()[t]).isEqualTo(Math.sqrt(alphaBar[t]), within(1e-6));
                assertThat(curves.signal()[t] * curves.signal()[t] + curves.noise()[t] * curves.noise()[t]).isEqualTo(1, within(1e-6));
                assertThat(curves.alpha()[t] + curves.beta()[t]).isEqualTo(1, within(1e-7));
                double snr = alphaBar[t] / (1 - alphaBar[t]);
                assertThat(curves.snr()[t]).isEqualTo(snr, within(2e-3 * snr));
            }
            assertThat(curves.charts()).hasSize(4);
        }
    }

    @Test
    void theFourSchedulersDoWhatTheirNamesSay() {
        var x0 = Torch.randn(1, 1, 28, 28);
        var noise = Torch.randn(1, 1, 28, 28);
        try (var process = new ForwardProcess(24, 1e-4, 0.6)) {
            var beta = process.alpha().beta();
            for (int t : new int[] {0, 5, 23}) {
                assertClose("random", at(process, "random", x0, noise, t), x0.add(noise).mul(0.5), 1e-6);
                assertClose("single beta", at(process, "single beta", x0, noise, t),
                        x0.mul(Math.sqrt(0.7)).add(noise.mul(Math.sqrt(0.3))), 1e-6);
                double b = beta.get((long) t).item();
                assertClose("beta", at(process, "beta", x0, noise, t), x0.mul(Math.sqrt(1 - b)).add(noise.mul(Math.sqrt(b))), 1e-6);
                double product = IntStream.rangeClosed(0, t).mapToDouble(i -> 1 - beta.get((long) i).item()).reduce(1, (p, a) -> p * a);
                // at t = 0, 1 - alpha-bar is 1e-4 in float32: half a unit of 1 in it is 3e-6 in its root, times a noise of up to 5
                assertClose("alpha", at(process, "alpha", x0, noise, t),
                        x0.mul(Math.sqrt(product)).add(noise.mul(Math.sqrt(1 - product))), t == 0 ? 1.5e-5 : 2e-6);
            }
        }
    }

    private static Tensor at(ForwardProcess process, String name, Tensor x0, Tensor noise, int t) {
        var variant = process.variants().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
        var several = variant.at(x0, noise, t, t);
        assertThat(several.shape()).containsExactly(2, 1, 28, 28);
        return several.select(0, 1).unsqueeze(0);
    }

    /** Chain and shortcut, each against the formula: within five standard errors everywhere, 2 x 2 x 24 numbers. */
    @Test
    void chainAndShortcutHaveTheSameDistribution() {
        var x0 = Torch.rand(shape(1, 1, 28, 28), org.panatorch.torch.TensorOptions.DEFAULT).mul(2).sub(1);
        try (var scheduler = new AlphaNoiseScheduler()) {
            var rows = ChainComparison.run(scheduler, x0, 300, IntStream.range(0, 24).toArray(), _ -> {}, () -> false);
            assertThat(rows).hasSize(24);
            for (var row : rows) {
                for (var moments : new ChainComparison.Moments[] {row.chain(), row.shortcut()}) {
                    assertThat(moments.share()).as("share at t = " + row.t()).isEqualTo(row.expected().share(), within(5 * row.shareError()));
                    assertThat(moments.variance()).as("variance at t = " + row.t())
                            .isEqualTo(row.expected().variance(), within(5 * row.varianceError()));
                }
                assertThat(row.deviations()).isLessThan(5);
            }
            assertThat(rows.get(12).varianceError()).as("the bound says something").isLessThan(0.005);
            assertThat(rows.get(12).expected().variance() - rows.get(11).expected().variance())
                    .as("a chain one step off would be seen").isGreaterThan(8 * rows.get(12).varianceError());
        }
    }

    @Test
    void aStoppedChainGivesNothing() {
        try (var scheduler = new AlphaNoiseScheduler()) {
            assertThat(ChainComparison.run(scheduler, Torch.ones(1, 1, 4, 4), 2, new int[] {5}, _ -> {}, () -> true)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"23, 8, 0 3 7 10 13 16 20 23", "3, 8, 0 1 2 3", "1999, 2, 0 1999", "9, 1, 0"})
    void timestepsAreSpread(int last, int count, String expected) {
        assertThat(Spread.of(last, count)).containsExactly(
                java.util.Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
    }
}
