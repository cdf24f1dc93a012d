package org.panatorch.ddpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.Fixtures;

class ReverseCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesEverythingItSays() throws Exception {
        var weights = Fixtures.path("SimpleModel.pth").toString();
        var run = Run.of("reverse", "--device", "cpu", "--weights", weights, "--steps", "30", "--beta-end", "0.3", "--n", "4",
                "--batch", "8", "--points", "5", "--t", "29,10,0", "--digit", "2", "--scale", "2", "--out", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("label 2", "denoising.gif (21 frames)").containsPattern("\\n +29 +\\d+\\.\\d{5} +\\d+\\.\\d{5}\\n");
        assertThat(Gifs.frames(folder.resolve("denoising.gif"))).isEqualTo(21);
        assertThat(ImageIO.read(folder.resolve("samples.png").toFile()).getWidth()).isEqualTo(2 * (2 * 30 + 2));
        assertThat(ImageIO.read(folder.resolve("steps.png").toFile()).getHeight()).isBetween(3 * (56 + 6), 3 * (56 + 6) + 40);
        assertThat(ImageIO.read(folder.resolve("real.png").toFile()).getHeight()).isBetween(4 * (56 + 6), 4 * (56 + 6) + 40);
        assertThat(ImageIO.read(folder.resolve("error.png").toFile()).getWidth()).isEqualTo(1920);
        assertThat(folder.resolve("error.svg")).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("error.csv"))).hasSize(6);
    }
}
