package org.panatorch.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panatorch.torch.LiveTensors;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Linear;

/** In a package of its own: the library's frames are left out of what is reported. */
class LiveTensorsTest {

    @BeforeEach
    void start() {
        LiveTensors.track(true);
    }

    @AfterEach
    void stop() {
        LiveTensors.track(false);
    }

    private static Tensor leak() {
        return Torch.ones(10).add(1).keep();
    }

    @Test
    void openTensorsAreGroupedByTheLineThatMadeThem() {
        try (var scope = TensorScope.open()) {
            for (int i = 0; i < 3; i++) {
                leak();
            }
            var other = Torch.zeros(100, 2);
            var sites = LiveTensors.sites();
            assertThat(sites).hasSize(2);
            assertThat(sites.get(0).count()).isEqualTo(6);
            assertThat(sites.get(0).bytes()).isEqualTo(6 * 40);
            assertThat(sites.get(0).where().get(0).getMethodName()).isEqualTo("leak");
            assertThat(sites.get(0).where().get(1).getMethodName()).startsWith("openTensorsAreGrouped");
            assertThat(sites.get(1).bytes()).isEqualTo(800);
            assertThat(sites.get(0).toString()).startsWith("6 tensors, 240 bytes\n    at org.panatorch.memory.LiveTensorsTest.leak(LiveTensorsTest.java:")
                    .doesNotContain("org.panatorch.torch.Torch", "org.panatorch.torch.internal");
            other.close();
            assertThat(LiveTensors.sites()).hasSize(1);
        }
    }

    @Test
    void whatIsClosedIsNotReported() {
        try (var _ = TensorScope.open()) {
            Torch.ones(3).add(1).sum();
        }
        try (var layer = new Linear(2, 2)) {
            assertThat(LiveTensors.sites()).hasSize(1);
            assertThat(LiveTensors.sites().get(0).count()).isEqualTo(2);
            assertThat(LiveTensors.sites().get(0).where().get(0).getMethodName()).isEqualTo("whatIsClosedIsNotReported");
        }
        assertThat(LiveTensors.sites()).isEmpty();
    }

    @Test
    void nothingIsRecordedWhenItIsOff() {
        LiveTensors.track(false);
        assertThat(LiveTensors.isTracking()).isFalse();
        try (var x = Torch.ones(1)) {
            LiveTensors.track(true);
            assertThat(LiveTensors.sites()).isEmpty();
            assertThat(x.item()).isEqualTo(1);
        }
    }
}
