package org.panatorch.ddpm.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Function;
import org.panatorch.ddpm.UserException;

/** A file inside the jar, checked against the SHA256SUMS in its folder (lines as {@code sha256sum} writes them). */
public final class BundledFile {

    private BundledFile() {}

    /**
     * Unpacks a file for as long as the reader takes to read it.
     *
     * @param folder of the resource, {@code /org/panatorch/ddpm/eval/}
     * @throws UserException if it is not there, or not what SHA256SUMS says
     */
    public static <T> T read(String folder, String name, Function<Path, T> reader) {
        byte[] content = bytes(folder, name);
        if (!HexFormat.of().formatHex(Digests.sha256().digest(content)).equals(sum(folder, name))) {
            throw new UserException("the bundled " + name + ": not the content that SHA256SUMS names; "
                    + "expected the project's own jar, unchanged");
        }
        try {
            var file = Files.createTempFile("ddpm-", "-" + name);
            try {
                Files.write(file, content);
                return reader.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UserException("the bundled " + name + ": cannot be unpacked into the system's temporary folder ("
                    + e.getMessage() + ")", e);
        }
    }

    /** The SHA-256 that a file should have, in hexadecimal. */
    public static String sum(String folder, String name) {
        return new String(bytes(folder, "SHA256SUMS"), StandardCharsets.US_ASCII).lines()
                .filter(line -> line.endsWith("  " + name))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new UserException("the bundled SHA256SUMS: no line for " + name));
    }

    private static byte[] bytes(String folder, String name) {
        try (InputStream in = BundledFile.class.getResourceAsStream(folder + name)) {
            if (in == null) {
                throw new UserException("the bundled " + name + ": not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UserException("the bundled " + name + ": " + e.getMessage(), e);
        }
    }
}
