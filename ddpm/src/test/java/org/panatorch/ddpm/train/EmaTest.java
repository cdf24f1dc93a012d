package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Linear;

class EmaTest {

    /** Against the recursion in Java doubles: decay min(0.9, (1 + n) / (10 + n)). */
    @Test
    void forgetsFasterWhileYoung() {
        try (var _ = TensorScope.open(); var model = new Linear(1, 1); var ema = new Ema(model, 0.5)) {
            var weight = model.namedParameters().get("weight");
            double average = weight.item();
            for (int n = 0; n < 20; n++) {
                try (var _ = Torch.noGrad()) {
                    weight.add_(0.1 * (n % 5));
                }
                ema.update();
                double decay = Math.min(0.5, (1.0 + n) / (10.0 + n));
                average = decay * average + (1 - decay) * weight.item();
                assertThat(ema.stateDict().get("weight").item()).as("update " + n).isCloseTo(average, offset(1e-6));
            }
            assertThat(ema.updates()).isEqualTo(20);
            assertThat(ema.stateDict().keys()).isEqualTo(model.stateDict().keys());
        }
    }

    @Test
    void leavesTheModelAlone() {
        try (var _ = TensorScope.open(); var model = new Linear(3, 3); var ema = new Ema(model, 0.9)) {
            var before = model.namedParameters().get("weight").copy();
            ema.update();
            assertThat(model.namedParameters().get("weight").equal(before)).isTrue();
        }
    }
}
