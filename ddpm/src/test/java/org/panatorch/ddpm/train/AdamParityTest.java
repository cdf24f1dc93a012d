package org.panatorch.ddpm.train;

import static org.panatorch.ddpm.Fixtures.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.optim.Adam;

/** Adam by itself against PyTorch: ten given gradients from 1e-10 to 100, zeros among them. */
class AdamParityTest {
    @Test
    void tenStepsAreThoseOfPyTorch() {
        try (var _ = TensorScope.open()) {
            var fixture = Fixtures.load("adam.safetensors");
            var param = fixture.get("param").copy().requiresGrad_(true);
            try (var adam = new Adam(List.of(param), 1e-3)) {
                for (int step = 1; step <= 10; step++) {
                    adam.zeroGrad();
                    // the gradient of sum(param * g) is g
                    param.mul(fixture.get("grad." + step)).sum().backward();
                    adam.step();
                    assertClose("step " + step, param.detach(), fixture.get("param." + step), 5e-7);
                }
            }
        }
    }
}
