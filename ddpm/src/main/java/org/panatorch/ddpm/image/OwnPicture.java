package org.panatorch.ddpm.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.panatorch.ddpm.UserException;

/**
 * A picture of the user's, made into what the models know: square, gray, white on black.
 *
 * @param gray size x size
 * @param done what was done to it, in words: {@code 640 x 480 colour: made gray (0.299 R + 0.587 G + 0.114 B), ...}
 */
public record OwnPicture(Gray gray, String done) {
    private static final long MOST_PIXELS = 64_000_000;
    /** Mean gray above which a picture is taken for dark on light. */
    private static final double LIGHT = 128;

    /**
     * Reads a PNG file (or another format that Java reads).
     *
     * @param size the width and height wanted: 28
     * @param invert whether to turn black into white
     * @throws UserException if there is no such file, or it is no picture
     */
    public static OwnPicture read(Path file, int size, boolean invert) {
        var picture = decode(file);
        var done = new ArrayList<String>();
        var gray = gray(picture, done);
        if (gray.width() != gray.height()) {
            gray = square(gray, done);
        }
        if (gray.width() != size) {
            done.add("scaled to " + size + " x " + size + (gray.width() > size ? ", each pixel the mean of what it covers" : ""));
            gray = gray.scaled(size, size);
        }
        if (invert) {
            done.add("inverted");
            gray = inverted(gray);
        } else if (mean(gray) > LIGHT) {
            done.add("mostly light, where MNIST is white on black: --invert turns it round");
        }
        return new OwnPicture(gray, "%d x %d%s: %s".formatted(picture.getWidth(), picture.getHeight(),
                picture.getRaster().getNumBands() > 2 || picture.getColorModel() instanceof IndexColorModel ? " colour" : " gray",
                done.isEmpty() ? "taken as it is" : String.join(", ", done)));
    }

    private static BufferedImage decode(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + ": no such file, expected a picture (PNG)");
        }
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UserException(file + ": no picture that Java can read, expected a PNG file");
            }
            var reader = readers.next();
            try {
                reader.setInput(in);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new UserException(file + ": " + reader.getWidth(0) + " x " + reader.getHeight(0)
                            + " pixels, expected at most " + MOST_PIXELS / 1_000_000 + " million");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserException(file + ": damaged (" + e.getMessage() + "), expected a PNG file", e);
        }
    }

    /** Gray files keep their values: getRGB would take them through a colour space, and change them. */
    private static Gray gray(BufferedImage picture, List<String> done) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var raster = picture.getRaster();
        boolean gray = raster.getNumBands() <= 2 && !(picture.getColorModel() instanceof IndexColorModel);
        int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int argb = gray ? 0 : picture.getRGB(x, y);
                double light = gray ? 255.0 * raster.getSample(x, y, 0) / most
                        : 0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff);
                double opaque = !picture.getColorModel().hasAlpha() ? 1
                        : gray ? (double) raster.getSample(x, y, 1) / most : (argb >>> 24) / 255.0;
                pixels[y * width + x] = (byte) Math.round(light * opaque);
            }
        }
        if (!gray) {
            done.add("made gray (0.299 R + 0.587 G + 0.114 B)");
        }
        if (picture.getColorModel().hasAlpha()) {
            done.add("laid on black where transparent");
        }
        return new Gray(pixels, width, height);
    }

    /** Widened with the mean gray of its border, so that nothing is cut off. */
    private static Gray square(Gray gray, List<String> done) {
        int side = Math.max(gray.width(), gray.height());
        int border = borderMean(gray);
        byte[] pixels = new byte[side * side];
        Arrays.fill(pixels, (byte) border);
        int left = (side - gray.width()) / 2;
        int top = (side - gray.height()) / 2;
        for (int y = 0; y < gray.height(); y++) {
            System.arraycopy(gray.pixels(), y * gray.width(), pixels, (top + y) * side + left, gray.width());
        }
        done.add("widened to a square with its border's gray (" + border + ")");
        return new Gray(pixels, side, side);
    }

    private static int borderMean(Gray gray) {
        long sum = 0;
        int count = 0;
        for (int y = 0; y < gray.height(); y++) {
            for (int x = 0; x < gray.width(); x++) {
                if (x == 0 || y == 0 || x == gray.width() - 1 || y == gray.height() - 1) {
                    sum += gray.at(x, y);
                    count++;
                }
            }
        }
        return Math.round((float) sum / count);
    }

    private static double mean(Gray gray) {
        long sum = 0;
        for (byte pixel : gray.pixels()) {
            sum += pixel & 0xff;
        }
        return (double) sum / gray.pixels().length;
    }

    private static Gray inverted(Gray gray) {
        byte[] pixels = gray.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return new Gray(pixels, gray.width(), gray.height());
    }
}
