package org.panatorch.ddpm.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG bytes of a picture, with text entries. */
public final class PngFile {

    private static final String FORMAT = "javax_imageio_png_1.0";

    private PngFile() {}

    /**
     * The file's bytes.
     *
     * @param text its text entries, by keyword: 1 to 79 Latin-1 characters each
     */
    public static byte[] encode(BufferedImage picture, Map<String, String> text) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(picture, null, metadata(writer, picture, text)));
        } catch (IOException e) {
            throw new UncheckedIOException("PNG in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage picture, Map<String, String> text)
            throws IOException {
        var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), null);
        if (text.isEmpty()) {
            return metadata;
        }
        var latin = new IIOMetadataNode("tEXt");
        var unicode = new IIOMetadataNode("iTXt");
        text.forEach((keyword, value) -> {
            // tEXt holds Latin-1 only: anything else (a folder named in Greek, say) would turn into question marks.
            if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)) {
                var entry = new IIOMetadataNode("tEXtEntry");
                entry.setAttribute("keyword", keyword);
                entry.setAttribute("value", value);
                latin.appendChild(entry);
            } else {
                var entry = new IIOMetadataNode("iTXtEntry");
                entry.setAttribute("keyword", keyword);
                entry.setAttribute("compressionFlag", "FALSE");
                entry.setAttribute("compressionMethod", "0");
                entry.setAttribute("languageTag", "");
                entry.setAttribute("translatedKeyword", "");
                entry.setAttribute("text", value);
                unicode.appendChild(entry);
            }
        });
        var root = new IIOMetadataNode(FORMAT);
        for (var node : new IIOMetadataNode[] {unicode, latin}) {
            if (node.hasChildNodes()) {
                root.appendChild(node);
            }
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    static void checkKeyword(String keyword) {
        if (keyword.isBlank() || keyword.length() > 79 || !keyword.equals(keyword.strip())
                || !keyword.chars().allMatch(c -> c >= 32 && c < 127 || c > 160 && c < 256)) {
            throw new IllegalArgumentException("not a PNG keyword: '" + keyword + "'");
        }
    }
}
