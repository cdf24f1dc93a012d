package org.panatorch.ddpm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.panatorch.ddpm.Fixtures.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** FID against scipy.linalg.sqrtm, also where covariances are near singular or singular. */
class GaussianTest {

    /**
     * The tolerance is relative, but for the same set twice, whose FID is 0. SciPy's root of a singular product is itself
     * exact to about the root of the rounding error only: hence 2e-8 there.
     */
    @ParameterizedTest
    @CsvSource({"plain, 1e-10", "same, 1e-8", "shifted, 1e-10", "near_singular, 2e-8", "dead_features, 2e-8", "few_images, 2e-8",
            "all_features, 1e-10"})
    void fidAgreesWithScipy(String set, double tolerance) {
        try (var _ = TensorScope.open()) {
            var fixture = Fixtures.load("fid.safetensors");
            double expected = fixture.get(set + ".fid").item();
            try (var x = Gaussian.of(fixture.get(set + ".x")); var y = Gaussian.of(fixture.get(set + ".y"))) {
                double within = tolerance * Math.max(1, expected);
                assertThat(x.frechetDistance(y)).isCloseTo(expected, offset(within));
                assertThat(y.frechetDistance(x)).as("the other way round").isCloseTo(expected, offset(within));
            }
        }
    }

    @Test
    void theRootTimesItselfIsTheMatrix() {
        try (var _ = TensorScope.open()) {
            var matrix = Torch.tensor(new double[] {2, 1, 0, 1, 2, 0, 0, 0, 0}, 3, 3);
            var root = Gaussian.squareRoot(matrix);
            assertClose("root", root.matmul(root), matrix, 1e-15);
        }
    }

    @Test
    void oneImageHasNoCovariance() {
        try (var _ = TensorScope.open()) {
            var one = Torch.tensor(new double[] {1, 2}, 1, 2);
            assertThatThrownBy(() -> Gaussian.of(one)).hasMessageContaining("two images");
        }
    }
}
