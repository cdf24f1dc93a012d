package org.panatorch.ddpm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.ddpm.Fixtures.assertClose;
import static org.panatorch.torch.Keywords.shape;
import static org.panatorch.torch.TensorOptions.DEFAULT;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.models.NoisePredictor;
import org.panatorch.ddpm.models.Objective;
import org.panatorch.ddpm.sample.Ancestral.Variance;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.ddpm.models.Precision;
import org.panatorch.torch.DType;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Every term of the bound against improved-diffusion's formulas in NumPy's float64, with an analytic model. */
class VariationalBoundTest {
    private static final int STEPS = 20;

    /** The best prediction where each pixel is normal with standard deviation 0.5: float32, as a real model. */
    private static final class Analytic extends NoisePredictor {
        private final Tensor weights;

        Analytic(AlphaNoiseScheduler scheduler) {
            super(STEPS, 0);
            try (var _ = TensorScope.open(); var exact = scheduler.inFloat64()) {
                var noise = exact.alphaBar().rsub(1);
                weights = registerBuffer("weights",
                        noise.sqrt().div(exact.alphaBar().mul(0.25).add(noise)).to(DType.FLOAT32));
            }
        }

        @Override
        public Tensor forward(Tensor x, Tensor t, Tensor labels) {
            return x.mul(weights.get(t).view(-1, 1, 1, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"fixedsmall, small", "fixedlarge, large"})
    void termsAgreeWithNumpy(Variance variance, String expected) {
        try (var _ = TensorScope.open(); var scheduler = new AlphaNoiseScheduler(STEPS, 1e-3, 0.4, Device.CPU);
                var model = new Analytic(scheduler);
                var bound = new VariationalBound(model, scheduler, Objective.epsilon, variance, Device.CPU, Precision.fp32)) {
            var fixture = Fixtures.load("bound.safetensors");
            var x0 = fixture.get("pixels").to(DType.FLOAT64).div(255.0).mul(2.0).sub(1.0);
            var terms = fixture.get(expected);
            assertClose("prior", bound.prior(x0), fixture.get("prior"), 1e-12);
            assertClose("decoder", bound.decoder(x0, fixture.get("noise").get(0L), null), terms.get(0L), 1e-9);
            for (int t = 1; t < STEPS; t++) {
                var ts = Torch.full(shape(3), (long) t, DEFAULT);
                assertClose("t = " + t, bound.divergence(x0, ts, fixture.get("noise").get((long) t), null), terms.get((long) t), 1e-11);
            }
        }
    }

    /** Steps of different images in one batch. */
    @Test
    void eachImageMayBeAtAnotherStep() {
        try (var _ = TensorScope.open(); var scheduler = new AlphaNoiseScheduler(STEPS, 1e-3, 0.4, Device.CPU);
                var model = new Analytic(scheduler);
                var bound = new VariationalBound(model, scheduler, Objective.epsilon, Variance.fixedsmall, Device.CPU, Precision.fp32)) {
            var fixture = Fixtures.load("bound.safetensors");
            var x0 = fixture.get("pixels").to(DType.FLOAT64).div(255.0).mul(2.0).sub(1.0);
            var noise = Torch.stack(java.util.List.of(fixture.get("noise").get(5L, 0L), fixture.get("noise").get(1L, 1L),
                    fixture.get("noise").get(19L, 2L)), 0);
            double[] actual = bound.divergence(x0, Torch.tensor(new long[] {5, 1, 19}), noise, null).toDoubleArray();
            var small = fixture.get("small");
            double[] expected = {small.get(5L, 0L).item(), small.get(1L, 1L).item(), small.get(19L, 2L).item()};
            assertThat(actual).containsExactly(expected, org.assertj.core.data.Offset.offset(1e-11));
        }
    }

    /** Steps left out at random change the mean by chance only: 400 images, and each estimate's own standard error. */
    @Test
    void fewerEvaluationsEstimateTheSame() {
        var images = ImageDataset.mnist(Split.TEST).take(400);
        try (var scheduler = new AlphaNoiseScheduler(STEPS, 1e-3, 0.4, Device.CPU); var model = new Analytic(scheduler);
                var bound = new VariationalBound(model, scheduler, Objective.epsilon, Variance.fixedlarge, Device.CPU, Precision.fp32)) {
            var all = Nll.of(bound, images, false, STEPS, 1, Device.CPU, _ -> {});
            var some = Nll.of(bound, images, false, 8, 2, Device.CPU, _ -> {});
            assertThat(Math.abs(all.bitsPerDim() - some.bitsPerDim())).as(all + " " + some)
                    .isLessThan(3 * Math.hypot(all.standardError(), some.standardError()));
            assertThat(all.standardError()).isLessThan(0.05 * all.bitsPerDim());
        }
    }

    @Test
    void stretchesCoverAllSteps() {
        assertThat(Nll.stretches(20, 19)).containsExactly(java.util.stream.IntStream.rangeClosed(1, 20).toArray());
        assertThat(Nll.stretches(2000, 99)).startsWith(1, 2, 3, 4).endsWith(2000).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(Nll.stretches(2, 1)).toArray()).containsExactly(1, 2);
    }
}
