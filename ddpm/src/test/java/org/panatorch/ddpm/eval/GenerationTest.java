package org.panatorch.ddpm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.Tools;
import org.panatorch.ddpm.image.PngGrid;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Guidance;
import org.panatorch.ddpm.sample.SamplerKind;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Images in batches are those that the sampler makes one by one; Ctrl-C leaves nothing behind. */
class GenerationTest {
    private static final SamplingConfig CONFIG = SamplingConfig.of(SamplerKind.dpmpp).steps(3);

    private static Denoiser denoiser(NoisePredictor model, AlphaNoiseScheduler scheduler) {
        return new Denoiser(model, scheduler, Objective.epsilon, Device.CPU, Precision.fp32);
    }

    /** 53 images: a full batch and the beginning of another. */
    @Test
    void imagesHaveTheirOwnSeedsAndLabels() {
        Torch.manualSeed(1);
        try (var _ = TensorScope.open(); var scheduler = NoiseSchedule.original(20).scheduler(Device.CPU);
                var model = ModelKind.UNetModel.create(20, 10)) {
            model.eval();
            var denoiser = denoiser(model, scheduler);
            var done = new ArrayList<Integer>();
            var images = new Generation(denoiser, CONFIG, 100, 1.5).images(53, n -> {
                if (n > 0) {
                    done.add(n);
                }
            });
            assertThat(done).isEqualTo(List.of(50, 3));
            for (int k : new int[] {0, 7, 49, 50, 52}) {
                assertThat(images.label(k)).isEqualTo(k % 10);
                var guided = denoiser.guided(new Guidance(new long[] {k % 10}, 1.5));
                var alone = CONFIG.sampler(guided).sample(new long[] {100 + k}, (_, _) -> {}, () -> false);
                byte[] expected = PngGrid.gray(Tools.denormalize(alone).toFloatArray());
                byte[] actual = images.image(k);
                for (int i = 0; i < expected.length; i++) {
                    // another batch size may round another way
                    assertThat(Math.abs((actual[i] & 0xff) - (expected[i] & 0xff))).isLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void anUnconditionalModelGivesNoLabels() {
        try (var scheduler = NoiseSchedule.original(20).scheduler(Device.CPU); var model = ModelKind.UNetModel.create(20)) {
            var generation = new Generation(denoiser(model, scheduler), CONFIG, 0, 1);
            assertThat(generation.labelled()).isFalse();
            assertThat(generation.images(2, _ -> {}).labels()).containsExactly(0, 0);
        }
    }

    @Test
    void stoppingInTheMidstLeavesNoTensorOpen() {
        try (var scheduler = NoiseSchedule.original(20).scheduler(Device.CPU); var model = ModelKind.UNetModel.create(20)) {
            var generation = new Generation(denoiser(model, scheduler), CONFIG, 0, 1);
            long before = Tensor.liveCount();
            assertThatThrownBy(() -> generation.images(4, _ -> {
                throw new CancellationException();
            })).isInstanceOf(CancellationException.class);
            assertThat(Tensor.liveCount()).isLessThanOrEqualTo(before);
        }
    }
}
