package org.panatorch.ddpm.image;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.panatorch.ddpm.UserException;

/** The one typeface of all pictures: DejaVu Sans, from the jar, so that they look the same everywhere. */
public final class PictureFont {
    private static final String RESOURCE = "/org/panatorch/ddpm/font/DejaVuSans.ttf";
    private static final Font FONT = load();

    private PictureFont() {}

    /** The typeface in a size. */
    public static Font of(double points) {
        return FONT.deriveFont((float) points);
    }

    private static Font load() {
        Headless.ensure();
        try {
            return read();
        } catch (RuntimeException e) {
            // Linux without fontconfig, as in a small container: Java wants a list of fonts before it takes ours
            withoutFontconfig();
            try {
                return read();
            } catch (RuntimeException | Error still) {
                throw new UserException("Java cannot draw text on this system (" + still.getMessage()
                        + "): install fontconfig and a font, for example fonts-dejavu-core", still);
            }
        }
    }

    private static Font read() {
        try (var in = PictureFont.class.getResourceAsStream(RESOURCE)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (FontFormatException e) {
            throw new IllegalStateException(RESOURCE + " is damaged", e);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static void withoutFontconfig() {
        try {
            var list = Files.createTempFile("panatorch-fonts", ".properties");
            list.toFile().deleteOnExit();
            Files.writeString(list, "version=1\nsequence.allfonts=default\n");
            System.setProperty("sun.awt.fontconfig", list.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
