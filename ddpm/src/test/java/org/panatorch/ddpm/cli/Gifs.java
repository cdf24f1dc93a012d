package org.panatorch.ddpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** What is in a GIF file. */
final class Gifs {
    private Gifs() {}

    static int frames(Path file) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            return reader.getNumImages(true);
        } finally {
            reader.dispose();
        }
    }
}
