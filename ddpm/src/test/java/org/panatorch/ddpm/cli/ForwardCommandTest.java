package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.data.ImageDataset;
import org.panatorch.ddpm.data.Split;
import org.panatorch.ddpm.image.PngGrid;

class ForwardCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesEverythingItSays() throws Exception {
        var run = Run.of("forward", "--digit", "3", "--draws", "20", "--t", "23,0,11", "--scale", "2", "--out", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("label 3", "equation 2", "equation 4").containsPattern("\\n +11 +0\\.\\d{5}");
        assertThat(Gifs.frames(folder.resolve("forward.gif"))).isEqualTo(24);
        var strip = ImageIO.read(folder.resolve("strip.png").toFile());
        assertThat(strip.getHeight()).isBetween(4 * (56 + 6), 4 * (56 + 6) + 40);
        assertThat(strip.getWidth()).isBetween(3 * (56 + 6), 3 * (56 + 6) + 120);
        assertThat(ImageIO.read(folder.resolve("schedule.png").toFile()).getWidth()).isEqualTo(1920);
        assertThat(ImageIO.read(folder.resolve("histogram.png").toFile()).getWidth()).isEqualTo(2880);
        for (var name : new String[] {"schedule.svg", "histogram.svg", "chain.svg", "chain.png"}) {
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        assertThat(Files.readAllLines(folder.resolve("chain.csv"))).hasSize(4)
                .element(2).asString().startsWith("11,");
    }

    @Test
    void aSeedMeansTheSamePictures() throws Exception {
        for (var name : new String[] {"a", "b"}) {
            assertThat(Run.of("forward", "--draws", "2", "--seed", "5", "--out", folder.resolve(name).toString()).status()).isZero();
        }
        for (var name : new String[] {"strip.png", "forward.gif", "histogram.svg", "chain.csv"}) {
            assertThat(folder.resolve("a").resolve(name)).hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
    }

    @Test
    void takesAPictureOfTheUsers() {
        var mnist = ImageDataset.mnist(Split.TEST);
        PngGrid.of(mnist.image(5), 1, 28, 28).scale(3).write(folder.resolve("mine.png"));
        var run = Run.of("forward", "--image", folder.resolve("mine.png").toString(), "--draws", "2", "--t", "0,1",
                "--out", folder.resolve("out").toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("mine.png, 84 x 84 gray: scaled to 28 x 28");
    }
}
