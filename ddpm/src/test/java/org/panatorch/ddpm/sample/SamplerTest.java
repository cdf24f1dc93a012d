package org.panatorch.ddpm.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.panatorch.ddpm.Fixtures.assertClose;
import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.TensorOptions.DEFAULT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.models.ModelFile;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.schedulers.NoiseSchedule;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Generator;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** The samplers with real networks: seeds, labels, the original's numbers, memory. */
class SamplerTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor run(Sampler sampler, long... seeds) {
        return sampler.sample(seeds, (_, _) -> {}, () -> false);
    }

    /** As the original's notebook samples: a t for each image, samplePrevStep for each t. */
    @Test
    void theOriginalIsTheOriginalNumberForNumber() {
        try (var model = ModelFile.load(Fixtures.path("AdvUNetModel.pth"), null, null, Device.CPU);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU);
                var noise = new ImageNoise(ImageNoise.seeds(3, 2), Device.CPU); var _ = Torch.noGrad()) {
            var x = noise.get();
            var sampler = SamplingConfig.ORIGINAL.sampler(new Denoiser(model, scheduler, Device.CPU, Precision.fp32));
            assertThat(sampler.timesteps().toArray()).hasSize(2000);
            int[] steps = {0};
            Tensor[] seen = new Tensor[1];
            sampler.sample(2, 3, (_, xt) -> seen[0] = xt.copy().keep(), () -> ++steps[0] == 4);
            for (long t = 1999; t > 1995; t--) {
                var ts = Torch.full(shape(2), t, DEFAULT);
                x = scheduler.samplePrevStep(x, ts, model.forward(x, ts), noise.get());
            }
            assertThat(Fixtures.difference(seen[0], x)).isZero();
        }
    }

    /** Whatever the batch, and whatever the sampler: bit for bit from 16 images on (from 1 with several threads). */
    @ParameterizedTest
    @EnumSource
    void anImageDependsOnItsOwnSeedOnly(SamplerKind kind) {
        try (var model = ModelFile.load(Fixtures.path("UNetModel.pth"), null, null, Device.CPU);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU)) {
            var config = SamplingConfig.of(kind).steps(4).eta(0.5).clipping(Clipping.UNIT);
            var sampler = config.sampler(new Denoiser(model, scheduler, Device.CPU, Precision.fp32));
            var many = run(sampler, ImageNoise.seeds(5, 20));
            assertThat(sampler.sample(20, 5, (_, _) -> {}, () -> false).equal(many)).as("5 is 5, 6, 7, ...").isTrue();
            assertThat(Fixtures.difference(many.select(0, 0), many.select(0, 1))).isGreaterThan(0.1);
            var backwards = ImageNoise.seeds(5, 17);
            for (int i = 0; i < 17; i++) {
                backwards[i] = 24 - i;
            }
            assertThat(Fixtures.difference(run(sampler, backwards).flip(0), many.narrow(0, 3, 17))).isZero();
            assertClose("alone", run(sampler, 9), many.narrow(0, 4, 1), Torch.getNumThreads() > 1 ? 0 : 1e-3);
        }
    }

    @Test
    void noiseIsPyTorchsOfEachSeed() {
        try (var noise = new ImageNoise(new long[] {7, 40}, Device.CPU); var g = new Generator(40)) {
            noise.get();
            Torch.randn(shape(1, 28, 28), g, DEFAULT);
            assertThat(noise.get().select(0, 1).equal(Torch.randn(shape(1, 28, 28), g, DEFAULT))).isTrue();
        }
    }

    /** Says its label, and 10 where there is none: guidance mixes the two. */
    private static final class Parrot extends NoisePredictor {
        Parrot() {
            super(10, 10);
        }

        @Override
        public Tensor forward(Tensor x, Tensor t, Tensor labels) {
            return labels == null ? Torch.zerosLike(x).add(10)
                    : labels.to(x.dtype()).view(-1, 1, 1, 1).expandAs(x);
        }
    }

    @Test
    void guidanceGoesFromTheUnlabelledToTheLabelledAndBeyond() {
        try (var model = new Parrot(); var scheduler = new AlphaNoiseScheduler(10, 1e-4, 0.02, Device.CPU)) {
            var denoiser = new Denoiser(model, scheduler, Device.CPU, Precision.fp32);
            var x = Torch.zeros(3, 1, 28, 28);
            assertThat(denoiser.predict(x, 4).mean().item()).isEqualTo(10);
            for (double scale : new double[] {0, 1, 3}) {
                var said = denoiser.guided(Guidance.cycling(new long[] {2, 4}, 3, scale)).predict(x, 4);
                for (int i = 0; i < 3; i++) {
                    long label = i == 1 ? 4 : 2;
                    assertThat(said.select(0, i).mean().item()).isEqualTo(10 + scale * (label - 10));
                }
            }
            assertThatThrownBy(() -> denoiser.guided(new Guidance(new long[] {10}, 1)))
                    .hasMessage("expected labels from 0 to 9, got 10");
        }
        try (var model = ModelKind.UNetModel.create(10); var scheduler = new AlphaNoiseScheduler(10, 1e-4, 0.02, Device.CPU)) {
            assertThatThrownBy(() -> new Denoiser(model, scheduler, Device.CPU, Precision.fp32)
                    .guided(new Guidance(new long[] {1}, 1))).hasMessage("the model was trained without labels");
        }
    }

    /** A network that was trained for nothing runs off without clipping, and stays in bounds with it. */
    @ParameterizedTest
    @EnumSource
    void clippingKeepsImagesInBounds(SamplerKind kind) {
        try (var model = ModelFile.load(Fixtures.path("UNetModel.pth"), null, null, Device.CPU);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU)) {
            var denoiser = new Denoiser(model, scheduler, Device.CPU, Precision.fp32);
            for (var clipping : new Clipping[] {Clipping.UNIT, new Clipping.Dynamic(0.99)}) {
                var x0 = run(SamplingConfig.of(kind).steps(10).clipping(clipping).sampler(denoiser), 1, 2);
                assertThat(x0.abs().max().item()).as(kind + ", " + clipping).isLessThanOrEqualTo(1.0001);
            }
            var x0 = run(SamplingConfig.of(kind).steps(10).clipping(Clipping.NONE).sampler(denoiser), 1, 2);
            assertThat(x0.abs().max().item()).as(kind + ", not clipped").isGreaterThan(2);
        }
    }

    /** The step that a walk takes, for an objective that is not the noise, and where nothing of the image is left. */
    @Test
    void aStepAndALookWithZeroTerminalSnr() {
        var schedule = new NoiseSchedule(NoiseSchedule.Kind.cosine, 20, 1e-4, 0.02, true);
        try (var scheduler = schedule.scheduler(Device.CPU)) {
            var model = new MixtureModel(scheduler, Objective.v, Torch.zeros(1, 1, 1, 1), 0.5);
            var denoiser = new Denoiser(model, scheduler, Objective.v, Device.CPU, Precision.fp32);
            var x = Torch.randn(2, 1, 4, 4);
            var z = Torch.randn(2, 1, 4, 4);
            var at = denoiser.inspect(x, 19);
            assertThat(at.alphaBar()).isZero();
            assertThat(at.x0().abs().max().item()).as("nothing is known, so the mean of all images").isZero();
            assertClose("all is noise", at.predNoise(), x.to(at.predNoise().dtype()), 1e-6);
            assertClose("step", denoiser.step(x, 19, z), at.mean().add(z.mul(at.sigma())), 1e-6);
            assertThat(at.sigma()).isEqualTo(Math.sqrt(1 - denoiser.levels().alphaBar(18)));
        }
    }

    @Test
    void theTrueNoiseIsFoundAgain() {
        try (var model = new Parrot(); var scheduler = new AlphaNoiseScheduler(10, 1e-4, 0.02, Device.CPU)) {
            var denoiser = new Denoiser(model, scheduler, Device.CPU, Precision.fp32);
            var x0 = Torch.randn(2, 1, 28, 28);
            var noise = Torch.randn(2, 1, 28, 28);
            var xt = scheduler.addNoise(x0, Torch.full(shape(2), 6L, DEFAULT), noise);
            assertClose("noise", denoiser.trueNoise(xt, x0, 6), noise, 1e-5);
        }
    }

    @Test
    void editingWithLittleNoiseChangesLittle() {
        try (var scheduler = new AlphaNoiseScheduler(1000, 1e-4, 0.02, Device.CPU);
                var noise = new ImageNoise(new long[] {1, 2}, Device.CPU)) {
            // pixels are -1 or 1, nearly: the model takes each to the nearer
            var model = new MixtureModel(scheduler, Objective.epsilon, Torch.ones(1, 1, 1, 1), 0.01);
            var edit = new SdEdit(SamplingConfig.of(SamplerKind.dpmpp).steps(50).sampler(
                    new Denoiser(model, scheduler, Device.CPU, Precision.fp32)));
            var image = Torch.randn(2, 1, 28, 28).sign();
            var kept = edit.edit(image, 50, noise, (_, _) -> {}, () -> false);
            assertClose("little noise", kept, image.to(kept.dtype()), 0.1);
            var lost = edit.edit(image, 999, noise, (_, _) -> {}, () -> false);
            assertThat(lost.sign().eq(image).to(org.panatorch.torch.DType.FLOAT32).mean().item()).as("all noise: chance")
                    .isBetween(0.45, 0.55);
        }
    }

    @Test
    void everyTensorOfARunIsFreed() {
        try (var model = ModelFile.load(Fixtures.path("UNetModel.pth"), null, null, Device.CPU);
                var scheduler = new AlphaNoiseScheduler(2000, 1e-4, 0.02, Device.CPU)) {
            var denoiser = new Denoiser(model, scheduler, Device.CPU, Precision.fp32);
            for (var kind : SamplerKind.values()) {
                var sampler = SamplingConfig.of(kind).steps(3).sampler(denoiser);
                run(sampler, 1).close();
                long before = Tensor.liveCount();
                run(sampler, 1).close();
                int[] steps = {0};
                assertThat(sampler.sample(new long[] {1}, (_, _) -> {}, () -> ++steps[0] == 2)).isNull();
                // the collector may free meanwhile what another test forgot
                assertThat(Tensor.liveCount()).as(kind.name()).isLessThanOrEqualTo(before);
            }
        }
    }
}
