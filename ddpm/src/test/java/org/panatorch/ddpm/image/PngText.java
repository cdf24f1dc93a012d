package org.panatorch.ddpm.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.w3c.dom.Element;

/** What a PNG file says about itself, by the JDK's own reader. */
public final class PngText {
    private PngText() {}

    public static Map<String, String> of(Path file) throws IOException {
        Map<String, String> text = new HashMap<>();
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            var root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            for (var name : new String[] {"tEXtEntry", "iTXtEntry"}) {
                var entries = root.getElementsByTagName(name);
                for (int i = 0; i < entries.getLength(); i++) {
                    var entry = (Element) entries.item(i);
                    text.put(entry.getAttribute("keyword"),
                            entry.getAttribute(name.equals("tEXtEntry") ? "value" : "text"));
                }
            }
        } finally {
            reader.dispose();
        }
        return text;
    }
}
