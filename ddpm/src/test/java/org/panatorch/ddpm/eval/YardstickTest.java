package org.panatorch.ddpm.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panatorch.ddpm.Fixtures.difference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.torch.Device;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** The classifier and the Gaussian that ship: what they know about real digits. */
class YardstickTest {
    private static Yardstick yardstick;

    @BeforeAll
    static void load() {
        yardstick = Yardstick.shipped(Device.CPU);
    }

    @AfterAll
    static void close() {
        yardstick.close();
    }

    @Test
    void hasTheParametersItSays() {
        assertThat(yardstick.classifier().parameterCount()).isEqualTo(233_962);
        assertThat(yardstick.reference().count()).isEqualTo(60_000);
        assertThat(yardstick.id()).matches("[0-9a-f]{12}");
    }

    /** The classifier is right about 99.15 in 100 of the test images. */
    @Test
    void classifierKnowsDigits() {
        var test = ImageDataset.mnist(Split.TEST).choose(2000, 1);
        try (var features = Features.of(yardstick.classifier(), test, Device.CPU, _ -> {})) {
            assertThat(features.accuracy(test)).isGreaterThan(0.985);
        }
    }

    /** A part of the training images has about their mean and covariance: a FID below a hundredth of the features' variance. */
    @Test
    void referenceIsThatOfTheTrainingImages() {
        var train = ImageDataset.mnist(Split.TRAIN).choose(2000, 1);
        try (var _ = TensorScope.open(); var features = Features.of(yardstick.classifier(), train, Device.CPU, _ -> {});
                var gaussian = Gaussian.of(features.values())) {
            double fid = gaussian.frechetDistance(yardstick.reference());
            double size = Torch.op("aten::trace").callTensor(gaussian.covariance()).item();
            assertThat(fid).isBetween(0.0, 0.01 * size);
        }
    }

    /** The whole of it, which takes half a minute: mvn -pl ddpm test -DallOfMnist=true. */
    @Test
    @EnabledIfSystemProperty(named = "allOfMnist", matches = "true")
    void referenceCanBeMadeAgain() {
        try (var _ = TensorScope.open();
                var features = Features.of(yardstick.classifier(), ImageDataset.mnist(Split.TRAIN), Device.CPU, _ -> {});
                var gaussian = Gaussian.of(features.values())) {
            assertThat(difference(gaussian.mean(), yardstick.reference().mean())).isLessThan(1e-5);
            assertThat(difference(gaussian.covariance(), yardstick.reference().covariance())).isLessThan(1e-3);
        }
    }
}
