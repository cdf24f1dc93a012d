package org.panatorch.examples.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.examples.Fixture.sparse;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.Keywords.shape;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.cli.Interrupt;
import org.panatorch.ddpm.data.Split;
import org.panatorch.examples.Fixture;
import org.panatorch.examples.conditional.DDPMConditional.Diffusion;
import org.panatorch.examples.conditional.Modules.EMA;
import org.panatorch.examples.conditional.Modules.UNetConditional;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.Weights;
import org.panatorch.torch.optim.AdamW;

/** Against {@code modules.py} and {@code ddpm_conditional.py}: images, noise and schedule exactly, the rest to 1e-5 (float32). */
class DDPMConditionalTest {
    private static final double TOLERANCE = 1e-5;

    private final Fixture fixture = new Fixture(DDPMConditionalTest.class, "conditional.safetensors");

    /** The weights that Python saved. */
    private static UNetConditional load() {
        var model = new UNetConditional(4, 16, 10);
        model.loadStateDict(Weights.load(Fixture.path(DDPMConditionalTest.class, "conditional.pth")));
        return model;
    }

    @Test
    void threeStepsAndTheAverageAreThoseOfPython() {
        try (var _ = TensorScope.open()) {
            var four = IntStream.range(0, 4).mapToObj(DDPMConditional.mnist(Split.TEST)::get).toList();
            var images = Torch.stack(four.stream().map(sample -> sample.get(0)).toList());
            var labels = Torch.stack(four.stream().map(sample -> sample.get(1)).toList());
            fixture.assertEqual(images, "images");
            fixture.assertEqual(labels, "labels");
            var diffusion = new Diffusion(300, 1e-4, 0.06, Device.CPU);
            Torch.manualSeed(8);
            var t = diffusion.sampleTimesteps(4);
            var noise = Torch.randnLike(images);
            fixture.assertEqual(t, "t");
            fixture.assertClose(noise, "noise", TOLERANCE);
            fixture.assertClose(diffusion.alphaHat(), "alpha_hat", 1e-7);
            fixture.assertClose(diffusion.noiseImages(images, t, noise), "x_t", 1e-6);

            var model = load();
            fixture.assertClose(model.forward(images, t, labels), "output", TOLERANCE);
            fixture.assertClose(model.forward(images, t, null), "unconditional", TOLERANCE);
            var emaModel = new UNetConditional(4, 16, 10);
            emaModel.eval().requiresGrad_(false);
            var optimizer = new AdamW(model.parameters(), 1e-3);
            var ema = new EMA(0.9, 1);
            for (int step = 0; step < 3; step++) {
                var given = step == 1 ? null : labels;
                double loss = DDPMConditional.trainStep(model, diffusion, optimizer, images, t, given, noise);
                ema.stepEma(emaModel, model);
                fixture.assertClose(loss, fixture.number("losses", step), "loss " + step, TOLERANCE);
                if (step != 1) {
                    // a key's bias moves all scores of a row alike, which the softmax does not see
                    fixture.assertStep(model, "step" + step, name -> name.endsWith("mha.in_proj_bias"), TOLERANCE);
                }
            }
            emaModel.namedParameters().forEach((name, p) -> {
                if (!name.endsWith("mha.in_proj_bias")) {
                    fixture.assertClose(sparse(p), "ema." + name, TOLERANCE);
                }
            });
            System.out.printf("conditional: worst difference %.1e%n", fixture.worst());
        }
    }

    @Test
    void stepsBackFromTheSameNoiseAreThoseOfPython() {
        try (var _ = TensorScope.open()) {
            var model = load();
            model.eval();
            var diffusion = new Diffusion(300, 1e-4, 0.06, Device.CPU);
            var labels = fixture.get("labels");
            for (int i : new int[] {299, 150, 1}) {
                fixture.assertClose(diffusion.sampleStep(model, fixture.get("noise"), i, labels, 3.0, fixture.get("images")),
                        "sample_step." + i, TOLERANCE);
            }
            fixture.assertClose(diffusion.sampleStep(model, fixture.get("noise"), 150, labels, 0.0, fixture.get("images")),
                    "unguided", TOLERANCE);
            Torch.manualSeed(9);
            fixture.assertClose(new Diffusion(6, 1e-3, 0.3, Device.CPU).sample(model, labels, 3.0, new Never()), "samples", TOLERANCE);
            System.out.printf("conditional: worst difference %.1e, sampling%n", fixture.worst());
        }
    }

    /**
     * What makes tensors makes them where the rest is: on the meta device one of the CPU does not mix with the others, just as
     * on a GPU. libtorch has no meta kernels for the convolutions.
     */
    @Test
    void noTensorIsMadeOnTheWrongDevice() {
        try (var _ = TensorScope.open()) {
            var model = new UNetConditional(4, 16, 10);
            model.to(Device.META);
            var diffusion = new Diffusion(10, 1e-3, 0.1, Device.META);
            var images = Torch.zeros(shape(2, 1, 32, 32), device(Device.META));
            var t = diffusion.sampleTimesteps(2);
            assertThat(diffusion.noiseImages(images, t, Torch.randnLike(images)).device()).isEqualTo(Device.META);
            assertThat(model.posEncoding(t).device()).isEqualTo(Device.META);
            var emaModel = model.deepCopy(() -> new UNetConditional(4, 16, 10));
            assertThat(emaModel.parameters()).allMatch(p -> p.device().equals(Device.META));
            var ema = new EMA(0.9, 1);
            ema.stepEma(emaModel, model);
            ema.stepEma(emaModel, model);
        }
    }

    /** Nobody presses Ctrl-C. */
    private record Never() implements Interrupt {
        @Override
        public boolean requested() {
            return false;
        }

        @Override
        public void close() {}
    }
}
