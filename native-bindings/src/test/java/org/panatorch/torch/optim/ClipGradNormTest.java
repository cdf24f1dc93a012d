package org.panatorch.torch.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Utils;

/** clip_grad_norm_ against PyTorch. */
class ClipGradNormTest {

    @ParameterizedTest
    @CsvSource({"2,0.5", "2,1e+06", "1,0.5", "1,1e+06", "inf,0.5", "inf,1e+06"})
    void normsAndGradientsAreThoseOfPyTorch(String type, String max) {
        try (var _ = TensorScope.open()) {
            var fixture = OptimFixture.load();
            var params = List.of(fixture.get("param.0").copy().requiresGrad_(true),
                    fixture.get("param.1").copy().requiresGrad_(true), Torch.ones(1).requiresGrad_(true));
            AdamTest.setGrad(params.get(0), fixture.get("grad.5.0"));
            AdamTest.setGrad(params.get(1), fixture.get("grad.5.1"));
            double normType = type.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(type);
            var norm = Utils.clipGradNorm_(params, Double.parseDouble(max), normType);
            var name = "clip." + type + "." + max;
            OptimFixture.assertClose(name, norm, fixture.get(name), 1e-6);
            OptimFixture.assertClose(name + ".0", params.get(0).grad(), fixture.get(name + ".0"), 1e-6);
            OptimFixture.assertClose(name + ".1", params.get(1).grad(), fixture.get(name + ".1"), 1e-6);
        }
    }

    @Test
    void withoutGradientsTheNormIsZero() {
        try (var scope = TensorScope.open(); var param = Torch.ones(2)) {
            int before = scope.size();
            assertThat(Utils.clipGradNorm_(List.of(param), 1).item()).isZero();
            assertThat(scope.size()).isEqualTo(before + 1);
        }
    }
}
