package org.panatorch.ddpm.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;

/**
 * Gray images in a grid, as a PNG file: {@code torchvision.utils.make_grid} and {@code save_image}.
 *
 * <pre>{@code
 * PngGrid.of(bytes, 16, 28, 28).scale(4).text("seed", 42).write(Path.of("samples.png"));
 * }</pre>
 *
 * <p>Row by row, 2 black pixels around each image, as torchvision has it; one image alone gets no border, there as
 * here. Without {@link #perRow} the grid is as square as can be (torchvision's default is 8 in a row).
 *
 * @param images  count * rows * cols gray values, 0 black, 255 white
 * @param padding pixels around each image
 * @param scale   each pixel becomes scale x scale pixels, padding included
 * @param text    what the file says about itself: PNG tEXt entries
 */
public record PngGrid(
        byte[] images, int count, int rows, int cols, int perRow, int padding, int scale, Map<String, String> text) {

    /** torchvision's. */
    private static final int PADDING = 2;

    static {
        Headless.ensure();
    }

    public PngGrid {
        if (count < 1 || rows < 1 || cols < 1 || (long) count * rows * cols != images.length) {
            throw new IllegalArgumentException("%d bytes for %d images of %d x %d"
                    .formatted(images.length, count, rows, cols));
        }
        if (perRow < 1 || padding < 0 || scale < 1) {
            throw new IllegalArgumentException(
                    "a grid with " + perRow + " in a row, padding " + padding + ", scale " + scale);
        }
        text = Collections.unmodifiableMap(new LinkedHashMap<>(text));
    }

    /** A near-square grid with torchvision's padding, nothing scaled. */
    public static PngGrid of(byte[] images, int count, int rows, int cols) {
        return new PngGrid(images, count, rows, cols, Math.max(1, nearSquare(count)), PADDING, 1, Map.of());
    }

    /**
     * Whether so many images fit into the picture that {@link #of(byte[], int, int, int)} makes of them: to be asked before they
     * are made.
     *
     * @throws UserException if not
     */
    public static void requireSize(int count, int rows, int cols, int scale) {
        int across = nearSquare(count);
        requirePixels(extent(across, cols, border(count, PADDING), scale), extent(Math.ceilDiv(count, across), rows, border(count, PADDING), scale));
    }

    private static int nearSquare(int count) {
        return (int) Math.ceil(Math.sqrt(count));
    }

    private static int border(int count, int padding) {
        return count == 1 ? 0 : padding;
    }

    /** So many images side by side, each with its border. */
    private static long extent(int images, int size, int border, int scale) {
        return scale * (border + (long) images * (size + border));
    }

    private static void requirePixels(long width, long height) {
        if (width * height > Integer.MAX_VALUE - 8) {
            throw new UserException("a picture of " + width + " x " + height + " pixels is too large, "
                    + "expected fewer images or a smaller scale");
        }
    }

    /** Pictures of one size, in the same way. */
    public static PngGrid of(List<Gray> pictures) {
        var first = pictures.getFirst();
        byte[] all = new byte[pictures.size() * first.pixels().length];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i).pixels(), 0, all, i * first.pixels().length, first.pixels().length);
        }
        return of(all, pictures.size(), first.height(), first.width());
    }

    /** How many images stand side by side: {@code nrow} in torchvision, whose name says the opposite. */
    public PngGrid perRow(int images) {
        return new PngGrid(this.images, count, rows, cols, images, padding, scale, text);
    }

    public PngGrid padding(int pixels) {
        return new PngGrid(images, count, rows, cols, perRow, pixels, scale, text);
    }

    public PngGrid scale(int factor) {
        return new PngGrid(images, count, rows, cols, perRow, padding, factor, text);
    }

    /** Adds one entry to the file's text: a keyword of 1 to 79 Latin-1 characters, and a value. */
    public PngGrid text(String keyword, Object value) {
        PngFile.checkKeyword(keyword);
        var more = new LinkedHashMap<>(text);
        more.put(keyword, String.valueOf(value));
        return new PngGrid(images, count, rows, cols, perRow, padding, scale, more);
    }

    /**
     * Gray bytes for values from 0 to 1, rounded as torchvision's {@code save_image} does it; what lies outside is cut
     * off, and not-a-number is black.
     */
    public static byte[] gray(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (int) Math.clamp(values[i] * 255f + 0.5f, 0f, 255f);
        }
        return bytes;
    }

    /** The picture's width in pixels. */
    public int width() {
        return Math.toIntExact(extent(across(), cols, border(), scale));
    }

    /** The picture's height in pixels. */
    public int height() {
        return Math.toIntExact(extent(Math.ceilDiv(count, across()), rows, border(), scale));
    }

    /** The picture, 8-bit gray. */
    public BufferedImage toImage() {
        requirePixels(width(), height());
        var picture = new BufferedImage(width(), height(), BufferedImage.TYPE_BYTE_GRAY);
        // Straight into the raster: setRGB would take the gray values through a colour space, and change them.
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int stride = width();
        for (int i = 0; i < count; i++) {
            int top = scale * (border() + i / across() * (rows + border()));
            int left = scale * (border() + i % across() * (cols + border()));
            for (int y = 0; y < rows * scale; y++) {
                int from = (i * rows + y / scale) * cols;
                int to = (top + y) * stride + left;
                for (int x = 0; x < cols; x++) {
                    Arrays.fill(pixels, to + x * scale, to + (x + 1) * scale, images[from + x]);
                }
            }
        }
        return picture;
    }

    /** The picture, to be put among others. */
    public Gray toGray() {
        var picture = toImage();
        return new Gray(((DataBufferByte) picture.getRaster().getDataBuffer()).getData(), picture.getWidth(), picture.getHeight());
    }

    /**
     * Writes the PNG file, with its text, making the folders it is in; over a file that is there, in one move.
     *
     * @throws UserException if it cannot be written
     */
    public void write(Path path) {
        AtomicFile.write(path, PngFile.encode(toImage(), text));
    }

    private int across() {
        return Math.min(perRow, count);
    }

    private int border() {
        return border(count, padding);
    }
}
