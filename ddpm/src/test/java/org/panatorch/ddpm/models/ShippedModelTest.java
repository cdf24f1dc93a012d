package org.panatorch.ddpm.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.torch.Keywords.shape;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.ImageTensors;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.eval.Yardstick;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Guidance;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorOptions;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.F;

/** The models in the jar do what they are there for. */
class ShippedModelTest {

    /** Mean square error of the image over all t: 0.07 on the training images at the end; a model that says gray has 0.9. */
    @Test
    void digitsSeesTheImageInNoiseItNeverSaw() {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var digits = ShippedModel.DIGITS.open(Device.CPU);
                var scheduler = digits.spec().schedule().scheduler(Device.CPU);
                var images = new ImageTensors(ImageDataset.mnist(Split.TEST).take(128), Device.CPU)) {
            assertThat(digits.spec()).isEqualTo(new ModelSpec(ModelKind.AdvUNetModel,
                    new NoiseSchedule(NoiseSchedule.Kind.cosine, 2000, 1e-4, 0.02, false), Objective.x0, 0));
            Torch.manualSeed(1);
            var x0 = images.batch(java.util.stream.IntStream.range(0, 128).toArray());
            var t = Torch.randint(0, 2000, shape(128), TensorOptions.DEFAULT);
            var xt = scheduler.addNoise(x0, t, Torch.randnLike(x0));
            assertThat(F.mseLoss(digits.model().forward(xt, t), x0).item()).isLessThan(0.1);
        }
    }

    /** Two of each digit; the shipped classifier sees what was asked for in most of them. */
    @Test
    void labelledDrawsTheDigitThatIsAskedFor() {
        try (var _ = TensorScope.open(); var _ = Torch.noGrad(); var labelled = ShippedModel.LABELLED.open(Device.CPU);
                var scheduler = labelled.spec().schedule().scheduler(Device.CPU);
                var yardstick = Yardstick.shipped(Device.CPU)) {
            var asked = LongStream.range(0, 20).map(i -> i % 10).toArray();
            var denoiser = new Denoiser(labelled.model(), scheduler, labelled.spec().objective(), Device.CPU, Precision.fp32)
                    .guided(new Guidance(asked, 2));
            var images = SamplingConfig.DEFAULT.sampler(denoiser).sample(20, 0, (_, _) -> {}, () -> false);
            var seen = yardstick.classifier().forward(images).argmax(1);
            long right = seen.eq(Torch.tensor(asked)).sum().itemLong();
            assertThat(right).isGreaterThanOrEqualTo(16);
        }
    }
}
