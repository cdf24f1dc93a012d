package org.panatorch.torch.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.ReLU;
import org.panatorch.torch.nn.Sequential;

/** The cases of org.panatorch.kit compare the averages. */
class AveragedModelTest {

    @Test
    void everyModuleKeepsItsMode() {
        try (var model = new Sequential(new Linear(2, 2), new ReLU())) {
            model.get(0).eval();
            try (var average = new AveragedModel<>(model, () -> new Sequential(new Linear(2, 2), new ReLU()))) {
                assertThat(average.module().isTraining()).isTrue();
                assertThat(average.module().get(0).isTraining()).isFalse();
                assertThat(average.module().get(1).isTraining()).isTrue();
            }
        }
    }
}
