package org.panatorch.ddpm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panatorch.ddpm.UserException;

class PngGridTest {

    @TempDir
    Path dir;

    @Test
    void laysOutAsTorchvisionDoes() throws IOException {
        // make_grid of three 1x2 images, nrow=2, padding=1: 2 rows, the last place stays black.
        var file = dir.resolve("grid.png");
        PngGrid.of(new byte[] {10, 20, 30, 40, 50, (byte) 255}, 3, 1, 2).padding(1).write(file);
        assertThat(pixels(file)).isDeepEqualTo(new int[][] {
            {0, 0, 0, 0, 0, 0, 0},
            {0, 10, 20, 0, 30, 40, 0},
            {0, 0, 0, 0, 0, 0, 0},
            {0, 50, 255, 0, 0, 0, 0},
            {0, 0, 0, 0, 0, 0, 0}});
    }

    @Test
    void scalesByRepeatingPixels() throws IOException {
        var file = dir.resolve("scaled.png");
        PngGrid.of(new byte[] {1, 2, 3, 4}, 2, 2, 1).padding(0).scale(3).write(file);
        assertThat(pixels(file)).isDeepEqualTo(new int[][] {
            {1, 1, 1, 3, 3, 3}, {1, 1, 1, 3, 3, 3}, {1, 1, 1, 3, 3, 3},
            {2, 2, 2, 4, 4, 4}, {2, 2, 2, 4, 4, 4}, {2, 2, 2, 4, 4, 4}});
    }

    @Test
    void everyGrayValueComesBack() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        var file = dir.resolve("all.png");
        PngGrid.of(all, 1, 1, 256).write(file);
        int[][] back = pixels(file);
        assertThat(back.length).isEqualTo(1);
        for (int i = 0; i < 256; i++) {
            assertThat(back[0][i]).isEqualTo(i);
        }
    }

    @Test
    void isNearSquare() {
        assertThat(size(PngGrid.of(new byte[16 * 784], 16, 28, 28))).isEqualTo("122 x 122");
        assertThat(size(PngGrid.of(new byte[10 * 784], 10, 28, 28))).isEqualTo("122 x 92");
        assertThat(size(PngGrid.of(new byte[784], 1, 28, 28))).isEqualTo("28 x 28");
        assertThat(size(PngGrid.of(new byte[3 * 784], 3, 28, 28).perRow(8))).isEqualTo("92 x 32");
        assertThat(size(PngGrid.of(new byte[3 * 784], 3, 28, 28).perRow(1).scale(2))).isEqualTo("64 x 184");
    }

    @Test
    void keepsTheText() throws IOException {
        var file = dir.resolve("text.png");
        PngGrid.of(new byte[4], 1, 2, 2).text("seed", 42).text("model", "AdvUNetModel")
                .text("weights", "δεδομένα/model.pth").text("sampler", "é").write(file);
        assertThat(PngText.of(file)).containsExactlyInAnyOrderEntriesOf(Map.of("seed", "42", "model", "AdvUNetModel",
                "weights", "δεδομένα/model.pth", "sampler", "é"));
        assertThatThrownBy(() -> PngGrid.of(new byte[4], 1, 2, 2).text("", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void roundsAsSaveImageDoes() {
        assertThat(PngGrid.gray(new float[] {0, 1, 0.5f, 0.1f, -3, 7, Float.NaN, Float.POSITIVE_INFINITY}))
                .containsExactly(0, 255, 128, 26, 0, 255, 0, 255);
    }

    @Test
    void makesFoldersAndReplacesWhatIsThere() throws IOException {
        var file = dir.resolve("a/b/c.png");
        PngGrid.of(new byte[4], 1, 2, 2).write(file);
        PngGrid.of(new byte[6], 1, 2, 3).write(file);
        assertThat(pixels(file)[0]).hasSize(3);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        var grid = PngGrid.of(new byte[4], 1, 2, 2);
        var blocker = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> grid.write(blocker.resolve("x.png"))).isInstanceOf(UserException.class)
                .hasMessage("cannot make the folder " + blocker + ": " + blocker + " is a file, expected a folder");
        assertThatThrownBy(() -> grid.write(dir)).isInstanceOf(UserException.class)
                .hasMessage("cannot write " + dir + ": a folder is there, expected a file's name");
        var longName = dir.resolve("x".repeat(300) + ".png");
        assertThatThrownBy(() -> grid.write(longName)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("cannot write " + longName + ": ").hasMessageNotContaining("\n");
    }

    @Test
    void theFileHasOrdinaryPermissions() throws IOException {
        var file = dir.resolve("p.png");
        PngGrid.of(new byte[4], 1, 2, 2).write(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var plain = Files.createFile(dir.resolve("plain"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
        }
    }

    private static String size(PngGrid grid) {
        return grid.width() + " x " + grid.height();
    }

    private static int[][] pixels(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        int[][] rows = new int[image.getHeight()][image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                rows[y][x] = image.getRaster().getSample(x, y, 0);
            }
        }
        return rows;
    }
}
