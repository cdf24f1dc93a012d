package org.panatorch.ddpm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.panatorch.ddpm.train.LearningRate.Curve;

class LearningRateTest {

    @Test
    void risesInTheWarmup() {
        var rate = new LearningRate(1e-3, Curve.constant, 4, 100);
        assertThat(rate.at(0)).isCloseTo(0.25e-3, offset(1e-12));
        assertThat(rate.at(3)).isCloseTo(1e-3, offset(1e-12));
        assertThat(rate.at(99)).isEqualTo(1e-3);
    }

    @Test
    void cosineIsHalfAtHalfTheWayAndEndsAtZero() {
        var rate = new LearningRate(2, Curve.cosine, 10, 110);
        assertThat(rate.at(10)).isCloseTo(2, offset(1e-12));
        assertThat(rate.at(35)).isCloseTo(1 + Math.sqrt(0.5), offset(1e-12));
        assertThat(rate.at(60)).isCloseTo(1, offset(1e-12));
        assertThat(rate.at(110)).isCloseTo(0, offset(1e-12));
        assertThat(rate.at(200)).as("a run that goes on beyond its end").isCloseTo(0, offset(1e-12));
    }

    @Test
    void linearFallsEvenly() {
        var rate = new LearningRate(1, Curve.linear, 0, 8);
        assertThat(rate.at(0)).isEqualTo(1);
        assertThat(rate.at(2)).isCloseTo(0.75, offset(1e-12));
    }
}
