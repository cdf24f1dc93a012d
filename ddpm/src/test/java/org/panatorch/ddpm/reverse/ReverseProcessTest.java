package org.panatorch.ddpm.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.panatorch.ddpm.Fixtures.assertClose;
import static org.panatorch.torch.Keywords.shape;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.models.ModelKind;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.sample.Denoiser;
import org.panatorch.ddpm.sample.Sampler;
import org.panatorch.ddpm.sample.SamplingConfig;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class ReverseProcessTest {
    private static final int STEPS = 12;

    private TensorScope scope;
    private NoisePredictor model;
    private AlphaNoiseScheduler scheduler;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        Torch.manualSeed(4);
        model = ModelKind.SimpleModel.create(STEPS);
        scheduler = new AlphaNoiseScheduler(STEPS, 1e-4, 0.3, Device.CPU);
    }

    @AfterEach
    void close() {
        scheduler.close();
        model.close();
        scope.close();
    }

    private Denoiser denoiser(NoisePredictor predictor) {
        return new Denoiser(predictor, scheduler, Device.CPU, Precision.fp32);
    }

    @Test
    void samplesWhatTheSamplerSamples() {
        var expected = new Sampler(model, scheduler, Device.CPU, Precision.fp32).sample(3, 8, (_, _) -> {}, () -> false);
        var seen = new ArrayList<Integer>();
        var last = new Tensor[1];
        var x0 = new ReverseProcess(SamplingConfig.ORIGINAL.sampler(denoiser(model))).sample(3, 8, (t, xt) -> {
            seen.add(t);
            last[0] = t == ReverseProcess.CLEAN ? xt.copy().keep() : null;
        }, () -> false);
        assertClose("x0", x0, expected, 1e-6);
        assertThat(last[0].equal(x0)).isTrue();
        last[0].close();
        assertThat(seen).containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1);
    }

    @Test
    void stopsWhenAsked() {
        assertThat(new ReverseProcess(SamplingConfig.ORIGINAL.sampler(denoiser(model))).sample(1, 8, (_, _) -> {}, () -> true)).isNull();
    }

    /** It answers with zeros, so the noise's error is the noise's own square, and x0's that over the SNR. */
    private static final class Silent extends NoisePredictor {
        Silent() {
            super(STEPS, 0);
        }

        @Override
        public Tensor forward(Tensor x, Tensor t, Tensor labels) {
            return Torch.zerosLike(x);
        }
    }

    @Test
    void theErrorIsMeasured() {
        var images = Torch.rand(shape(64, 1, 28, 28), org.panatorch.torch.TensorOptions.DEFAULT).mul(2).sub(1);
        var ts = new int[] {0, 5, 11};
        var rows = ErrorByT.run(denoiser(new Silent()), images, ts, _ -> {}, () -> false);
        for (int i = 0; i < ts.length; i++) {
            double alphaBar = scheduler.alphaBar().get((long) ts[i]).item();
            assertThat(rows.get(i).t()).isEqualTo(ts[i]);
            // 50,176 squares of normal numbers: a standard error of 0.0063
            assertThat(rows.get(i).noise()).isEqualTo(1, within(0.03));
            assertThat(rows.get(i).x0()).isEqualTo(rows.get(i).noise() * (1 - alphaBar) / alphaBar,
                    within(1e-4 * rows.get(i).x0()));
        }
        assertThat(ErrorByT.csv(rows)).startsWith("t,noise_mse,x0_mse\n0,").hasLineCount(4);
        assertThat(ErrorByT.run(denoiser(model), images, ts, _ -> {}, () -> true)).isNull();
    }

    /** A predictor that knows the noise gets the image back: with it, every estimated x0 is the image. */
    @Test
    void whoKnowsTheNoiseFindsTheImage() {
        var x0 = Torch.rand(shape(1, 1, 28, 28), org.panatorch.torch.TensorOptions.DEFAULT).mul(2).sub(1);
        var noise = Torch.randn(1, 1, 28, 28);
        var knowing = new NoisePredictor(STEPS, 0) {
            @Override
            public Tensor forward(Tensor x, Tensor t, Tensor labels) {
                return noise.copy();
            }
        };
        var real = RealImage.of(denoiser(knowing), x0, noise, new int[] {0, 6, 11}, 2);
        assertThat(real.pictures().captions()).containsExactly("t = 0", "t = 6", "t = 11");
        for (int i = 0; i < 3; i++) {
            assertThat(real.errors().get(i).noise()).isZero();
            assertThat(real.errors().get(i).x0()).isLessThan(1e-11);
            assertThat(real.pictures().rows().get(1).pictures().get(i).pixels())
                    .isEqualTo(real.pictures().rows().get(2).pictures().get(i).pixels());
        }
        assertThat(real.pictures().rows().get(3).pictures().get(0).pixels())
                .isEqualTo(org.panatorch.ddpm.image.Gray.of(x0).getFirst().pixels());
    }
}
