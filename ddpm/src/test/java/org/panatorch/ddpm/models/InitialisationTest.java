package org.panatorch.ddpm.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.ddpm.Fixtures.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.torch.DType;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Fresh weights have PyTorch's distribution, and a seed gives PyTorch's numbers. */
class InitialisationTest {
    private static final int SEEDS = 20;

    /** Mean, deviation, smallest and largest of every parameter over 20 seeds other than PyTorch's 50. */
    @ParameterizedTest
    @EnumSource
    void statisticsAreThoseOfPyTorch(ModelKind kind) {
        try (var _ = TensorScope.open()) {
            var fixture = Fixtures.load("init.safetensors");
            var values = new LinkedHashMap<String, List<Tensor>>();
            for (int seed = 1000; seed < 1000 + SEEDS; seed++) {
                Torch.manualSeed(seed);
                try (var model = kind.create(2000)) {
                    model.namedParameters().forEach((key, p) ->
                            values.computeIfAbsent(key, _ -> new ArrayList<>()).add(p.detach().flatten(0).copy()));
                }
            }
            values.forEach((key, list) -> {
                var all = Torch.cat(list, 0).to(DType.FLOAT64);
                double[] expected = fixture.get(kind + "." + key).toDoubleArray();
                double std = expected[1];
                double n = all.numel();
                // five standard errors of the mean, and of the deviation (normal at worst)
                assertThat(all.mean().item()).as(key + " mean").isBetween(
                        expected[0] - 5 * std * Math.sqrt(2 / n) - 1e-12, expected[0] + 5 * std * Math.sqrt(2 / n) + 1e-12);
                assertThat(all.std().item()).as(key + " deviation").isBetween(
                        std * (1 - 5 / Math.sqrt(n)) - 1e-12, std * (1 + 5 / Math.sqrt(n)) + 1e-12);
                if (!key.equals("embed.weight")) {    // uniform, or constant: the bounds are sharp
                    double slack = 30 * std / n + 1e-12;
                    assertThat(all.min().item()).as(key + " smallest").isBetween(expected[2] - slack, expected[2] + slack);
                    assertThat(all.max().item()).as(key + " largest").isBetween(expected[3] - slack, expected[3] + slack);
                }
            });
        }
    }

    @Test
    void aSeedGivesPyTorchsNumbers() {
        try (var _ = TensorScope.open()) {
            var fixture = Fixtures.load("seed.safetensors");
            Torch.manualSeed(7);
            assertClose("randn", Torch.randn(3, 100), fixture.get("randn"), 1e-6);
            assertClose("randn of few", Torch.randn(5), fixture.get("randn_small"), 1e-6);
            assertClose("rand", Torch.rand(new long[] {50}, TensorOptions.DEFAULT), fixture.get("rand"), 0);
            assertClose("randint", Torch.randint(0, 2000, new long[] {64}, TensorOptions.DEFAULT), fixture.get("randint"), 0);
            assertThat(Torch.randperm(100, new Generator(7)).toLongArray()).containsExactlyInAnyOrder(
                    java.util.stream.LongStream.range(0, 100).toArray());
        }
    }
}
