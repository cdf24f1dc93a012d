package org.panatorch.ddpm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.Fixtures;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** KID against NumPy, to 1e-12. */
class KidTest {
    private static final double GAMMA = 0.02;

    @Test
    void agreesWithNumpy() {
        try (var _ = TensorScope.open()) {
            var fixture = Fixtures.load("kid.safetensors");
            var x = fixture.get("x");
            var y = fixture.get("y");
            assertThat(Kid.mmd2(x, y, GAMMA)).isCloseTo(fixture.get("mmd2").item(), offset(1e-12));
            var kid = Kid.of(x, y, GAMMA, rows(fixture.get("x_subsets")), rows(fixture.get("y_subsets")));
            assertThat(kid.mean()).isCloseTo(fixture.get("mean").item(), offset(1e-12));
            assertThat(kid.std()).isCloseTo(fixture.get("std").item(), offset(1e-12));
            assertThat(kid.subsets()).isEqualTo(8);
            assertThat(kid.size()).isEqualTo(25);
            // 60 images hold 2.4 subsets of 25
            assertThat(kid.standardError()).isCloseTo(kid.std() / Math.sqrt(2.4), offset(1e-15));
        }
    }

    @Test
    void subsetsOfAllImagesAreAllTheSame() {
        try (var _ = TensorScope.open()) {
            var x = Fixtures.load("kid.safetensors").get("x");
            var y = Fixtures.load("kid.safetensors").get("y").narrow(0, 0, 60);
            var kid = Kid.of(x, y, GAMMA, 3);
            assertThat(kid.size()).isEqualTo(60);
            assertThat(kid.mean()).isCloseTo(Kid.mmd2(x, y, GAMMA), offset(1e-12));
            assertThat(kid.std()).isCloseTo(0, offset(1e-12));
        }
    }

    private static long[][] rows(Tensor subsets) {
        return IntStream.range(0, (int) subsets.size(0)).mapToObj(i -> subsets.get((long) i).toLongArray()).toArray(long[][]::new);
    }
}
