package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in small, through the real commands: train on real MNIST, see the loss fall, sample a picture. */
class EndToEndTest {
    private static final Pattern LOSS = Pattern.compile("Epoch \\[(\\d+)/2], Loss: ([0-9.]+)");

    @TempDir
    private Path folder;

    /**
     * 200 steps of 32 images. A model that predicts no noise at all has a loss of 1; the mean of the first 100 steps is
     * around 0.25, that of the next 100 around 0.1.
     */
    @Test
    void trainsOnMnistAndSamples() throws Exception {
        var train = Run.of("train", "--device", "cpu", "--epochs", "2", "--limit", "3200", "--batch-size", "32", "--steps", "100",
                "--beta-end", "0.2", "--out", folder.toString());
        assertThat(train.err()).isEmpty();
        assertThat(train.status()).isZero();
        var losses = LOSS.matcher(train.out()).results().mapToDouble(m -> Double.parseDouble(m.group(2))).toArray();
        assertThat(losses).as(train.out()).hasSize(2);
        assertThat(losses[0]).isLessThan(0.5);
        assertThat(losses[1]).isLessThan(0.2).isLessThan(losses[0]);
        var weights = folder.resolve("mnist-model-AdvUNetModel.pth");
        assertThat(train.out()).contains("The weights are in " + weights);

        var first = sample(weights, "first.png", "1");
        var image = ImageIO.read(first.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * (2 * 30 + 2));
        assertThat(image.getHeight()).isEqualTo(2 * (2 * 30 + 2));
        assertThat(deviationOf(image)).as("deviation of the gray values: 200 steps make no digits, but no flat gray either")
                .isGreaterThan(20);
        assertThat(Files.readAllBytes(sample(weights, "again.png", "1"))).as("same seed").isEqualTo(Files.readAllBytes(first));
        assertThat(Files.readAllBytes(sample(weights, "other.png", "2"))).as("other seed").isNotEqualTo(Files.readAllBytes(first));
    }

    private Path sample(Path weights, String name, String seed) {
        var out = folder.resolve(name);
        var run = Run.of("sample", "--device", "cpu", "--weights", weights.toString(), "--beta-end", "0.2", "--n", "4",
                "--seed", seed, "--out", out.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("4 images are in " + out);
        return out;
    }

    private static double deviationOf(BufferedImage image) {
        var pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (double[]) null);
        double mean = Arrays.stream(pixels).average().orElseThrow();
        return Math.sqrt(Arrays.stream(pixels).map(p -> (p - mean) * (p - mean)).average().orElseThrow());
    }
}
