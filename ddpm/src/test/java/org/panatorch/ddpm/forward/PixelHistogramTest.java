package org.panatorch.ddpm.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.schedulers.AlphaNoiseScheduler;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

class PixelHistogramTest {
    private static final double WIDTH = 8.0 / 64;

    @Test
    void countsWhatItIsGiven() {
        var histogram = PixelHistogram.of(new float[] {-1, -1, 0.99f, 7});
        assertThat(Arrays.stream(histogram.density()).sum() * WIDTH).isEqualTo(1, within(1e-12));
        assertThat(density(histogram, -1)).isEqualTo(0.5 / WIDTH);
        assertThat(density(histogram, 0.99)).isEqualTo(0.25 / WIDTH);
        assertThat(density(histogram, 3.99)).as("beyond the range").isEqualTo(0.25 / WIDTH);
        assertThat(histogram.mean()).isEqualTo((-1 - 1 + 0.99 + 7) / 4, within(1e-6));
        double mean = histogram.mean();
        assertThat(histogram.variance()).isEqualTo(
                Arrays.stream(new double[] {-1, -1, 0.99, 7}).map(v -> (v - mean) * (v - mean)).sum() / 4, within(1e-5));
    }

    /** 400,000 values: a bin's density is off by less than 0.004 in four standard errors. */
    @Test
    void theLastStepIsTheNormalDistributionAndTheFirstIsNot() {
        try (var _ = TensorScope.open(); var alpha = new AlphaNoiseScheduler()) {
            Torch.manualSeed(3);
            var x0 = Torch.full(org.panatorch.torch.Keywords.shape(1, 1, 28, 28), -1.0, org.panatorch.torch.TensorOptions.DEFAULT);
            var last = ForwardPictures.histogram(alpha, x0, 510, 23);
            var first = ForwardPictures.histogram(alpha, x0, 10, 0);
            assertThat(distance(last)).isLessThan(0.01);
            assertThat(distance(first)).isGreaterThan(1);
            assertThat(last.mean()).isEqualTo(-Math.sqrt(alpha.alphaBar().get(23L).item()), within(4 / Math.sqrt(510 * 784)));
            assertThat(last.variance()).isEqualTo(1 - alpha.alphaBar().get(23L).item(), within(4 * Math.sqrt(2.0 / (510 * 784))));
        }
    }

    private static double distance(PixelHistogram histogram) {
        return IntStream.range(0, histogram.density().length)
                .mapToDouble(i -> Math.abs(histogram.density()[i] - histogram.normal()[i])).max().orElseThrow();
    }

    private static double density(PixelHistogram histogram, double value) {
        return histogram.density()[(int) Math.floor((value + 4) / WIDTH)];
    }
}
