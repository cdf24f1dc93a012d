package org.panatorch.ddpm.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.panatorch.ddpm.AtomicFile;

/** An animated GIF that plays for ever. */
public final class GifFile {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private GifFile() {}

    /**
     * Writes the pictures, all of one size.
     *
     * @param hundredths how long each is shown, in hundredths of a second; the last one stays a second
     */
    public static void write(Path path, List<BufferedImage> pictures, int hundredths) {
        write(path, pictures.size(), pictures::get, hundredths, () -> false);
    }

    /**
     * The same, of pictures that are made one after the other.
     *
     * @param stop asked in front of each
     * @return whether the file was written; false if it was stopped
     */
    public static boolean write(Path path, int count, IntFunction<BufferedImage> pictures, int hundredths, BooleanSupplier stop) {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < count; i++) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                var picture = pictures.apply(i);
                var metadata = writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromRenderedImage(picture), null);
                describe(metadata, i == count - 1 ? 100 : hundredths, i == 0);
                writer.writeToSequence(new IIOImage(picture, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException("GIF in memory", e);
        } finally {
            writer.dispose();
        }
        AtomicFile.write(path, bytes.toByteArray());
        return true;
    }

    private static void describe(IIOMetadata metadata, int hundredths, boolean first) throws IOException {
        var root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        var control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", String.valueOf(hundredths));
        if (first) {
            // Netscape's extension: how often to repeat, 0 for ever
            var loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0});
            child(root, "ApplicationExtensions").appendChild(loop);
        }
        metadata.setFromTree(FORMAT, root);
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        var made = new IIOMetadataNode(name);
        root.appendChild(made);
        return made;
    }
}
