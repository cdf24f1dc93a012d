package org.panatorch.ddpm.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;

/** TSTR where the answer is known. */
class TstrTest {

    /** Digits that are the real ones teach exactly what the real ones teach. Guessing is right once in ten. */
    @Test
    void realDigitsScoreWhatRealDigitsScore() {
        var digits = ImageDataset.mnist(Split.TRAIN).choose(500, Judge.SEED);
        var phases = new ArrayList<String>();
        long before = Tensor.liveCount();
        var tstr = Tstr.of(digits, ImageDataset.mnist(Split.TEST).choose(500, 1), 24, 1, Device.CPU, (task, total, unit) -> {
            phases.add(task + ", " + total + " " + unit);
            return _ -> {};
        });
        assertThat(tstr.synthetic()).isEqualTo(tstr.real()).isGreaterThan(0.3);
        assertThat(tstr.images()).isEqualTo(500);
        assertThat(tstr.steps()).isEqualTo(24);
        assertThat(phases).containsExactly("classifier of generated digits, 24 steps", "testing it, 500 images",
                "classifier of real digits, 24 steps", "testing it, 500 images");
        assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);
    }
}
