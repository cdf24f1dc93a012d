package org.panatorch.ddpm.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsStoppedLeavesTheFileThatWasThere() throws Exception {
        var pictures = Collections.nCopies(5, new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY));
        var file = Files.writeString(folder.resolve("film.gif"), "old");
        int[] asked = {0};
        assertThat(GifFile.write(file, pictures.size(), pictures::get, 10, () -> ++asked[0] == 3)).isFalse();
        assertThat(asked[0]).as("pictures that were begun, and the one that was not").isEqualTo(3);
        assertThat(file).hasContent("old");
        assertThat(GifFile.write(file, pictures.size(), pictures::get, 10, () -> true)).as("in front of the first").isFalse();
        assertThat(file).hasContent("old");

        assertThat(GifFile.write(file, pictures.size(), pictures::get, 10, () -> false)).isTrue();
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(5);
        }
    }
}
