package org.panatorch.torch.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.torch.DType;
import org.panatorch.torch.StateDict;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Adam and AdamW, fused and not, against PyTorch. */
class AdamTest {

    private static Optimizer make(String name, List<Tensor> params, boolean fused) {
        var plain = AdamOptions.DEFAULT.fused(fused);
        var decaying = plain.betas(0.8, 0.99).eps(1e-6).weightDecay(0.1);
        return switch (name) {
            case "adam" -> new Adam(params, 1e-3, plain);
            case "adam_decay" -> new Adam(params, 1e-2, decaying);
            case "adamw" -> new AdamW(params, 1e-3, plain);
            case "adamw_decay" -> new AdamW(params, 1e-2, decaying);
            default -> throw new AssertionError(name);
        };
    }

    static void setGrad(Tensor param, Tensor grad) {
        param.clearGrad();
        Torch.op("sum").callTensor(Torch.op("mul").callTensor(param, grad)).backward();
    }

    private static List<Tensor> run(String name, boolean fused, DType dtype, StateDict fixture) {
        var params = List.of(fixture.get("param.0").to(dtype).copy().requiresGrad_(true),
                fixture.get("param.1").to(dtype).copy().requiresGrad_(true));
        try (var optimizer = make(name, params, fused)) {
            for (int step = 1; step <= 10; step++) {
                for (int k = 0; k < 2; k++) {
                    var key = "grad." + step + "." + k;
                    if (fixture.keys().contains(key)) {
                        setGrad(params.get(k), fixture.get(key).to(dtype));
                    }
                }
                optimizer.step();
            }
        }
        return params;
    }

    @ParameterizedTest
    @CsvSource({"adam,true", "adam,false", "adam_decay,true", "adam_decay,false",
            "adamw,true", "adamw,false", "adamw_decay,true", "adamw_decay,false"})
    void tenStepsAreThoseOfPyTorch(String name, boolean fused) {
        try (var _ = TensorScope.open()) {
            var fixture = OptimFixture.load();
            var params = run(name, fused, DType.FLOAT32, fixture);
            OptimFixture.assertClose(name, params.get(0), fixture.get(name + ".0"), 1e-6);
            OptimFixture.assertClose(name, params.get(1), fixture.get(name + ".1"), 1e-6);
        }
    }

    @Test
    void inDoubleBothWaysAreOne() {
        try (var _ = TensorScope.open()) {
            var fixture = OptimFixture.load();
            for (var name : List.of("adam_decay", "adamw_decay")) {
                var fused = run(name, true, DType.FLOAT64, fixture);
                var plain = run(name, false, DType.FLOAT64, fixture);
                OptimFixture.assertClose(name, fused.get(0), plain.get(0), 1e-14);
            }
        }
    }

    @Test
    void parametersOfSeveralTypesAndWithoutGradient() {
        try (var _ = TensorScope.open()) {
            var single = Torch.ones(3).requiresGrad_(true);
            var twice = Torch.ones(3).to(DType.FLOAT64).requiresGrad_(true);
            var idle = Torch.ones(3).requiresGrad_(true);
            setGrad(single, Torch.ones(3));
            setGrad(twice, Torch.ones(3).to(DType.FLOAT64));
            try (var optimizer = new Adam(List.of(single, twice, idle), 0.5)) {
                optimizer.step();
                OptimFixture.assertClose("single", single, Torch.full(new long[] {3}, 0.5, TensorOptions.DEFAULT), 1e-6);
                OptimFixture.assertClose("twice", twice, Torch.full(new long[] {3}, 0.5, TensorOptions.DEFAULT), 1e-6);
                assertThat(idle.toFloatArray()).containsOnly(1);
                optimizer.zeroGrad();
                assertThat(single.grad()).isNull();
                optimizer.step();
                OptimFixture.assertClose("single", single, Torch.full(new long[] {3}, 0.5, TensorOptions.DEFAULT), 1e-6);
            }
        }
    }

    @Test
    void stateIsFreedWithTheOptimizerAndNothingElseIsKept() {
        try (var _ = TensorScope.open()) {
            var param = Torch.ones(3).requiresGrad_(true);
            setGrad(param, Torch.ones(3));
            long live = Tensor.liveCount();
            var optimizer = new AdamW(List.of(param), 0.1);
            for (int i = 0; i < 20; i++) {
                try (var _ = TensorScope.open()) {
                    optimizer.step();
                }
                assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live + 3);    // steps and two moments
            }
            optimizer.close();
            optimizer.close();
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(live);
        }
    }

    @Test
    void nonsenseIsRefused() {
        try (var param = Torch.ones(1)) {
            assertThatThrownBy(() -> new Adam(List.of(param), -1)).hasMessageContaining("lr >= 0");
            assertThatThrownBy(() -> AdamOptions.DEFAULT.betas(1, 0.9)).hasMessageContaining("betas in [0, 1)");
            assertThatThrownBy(() -> AdamOptions.DEFAULT.eps(Double.NaN)).hasMessageContaining("eps");
            assertThatThrownBy(() -> AdamOptions.DEFAULT.weightDecay(-1)).hasMessageContaining("weight decay");
            assertThatThrownBy(() -> new AdamW(List.of(), 1)).hasMessageContaining("empty parameter list");
        }
    }
}
