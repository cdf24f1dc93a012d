package org.panatorch.ddpm.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipException;

/**
 * A file to download, and how to know it.
 *
 * <p>With a SHA-256 that one decides: it is of what is packed in the file, so a mirror that packed it again is fine.
 * Without one, the MD5 of the file as it was published does.
 *
 * @param size            bytes of the file as it was published
 * @param md5             of the file as it was published, in hex
 * @param sha256OfContent of what is gzipped in it (of the file itself, if it is not gzipped), or null if not known
 */
public record RemoteFile(String name, long size, String md5, String sha256OfContent) {

    /** Packed again, or with another header, a file may be a little longer than published. */
    private static final long SLACK = 64 * 1024;
    /** IDX files of images pack to a fifth or so; this is what a gzip bomb is kept from, not a tight limit. */
    private static final long MOST_UNPACKED = 200;

    /** More than this is not the file, whatever it is. */
    long maxSize() {
        return size + SLACK;
    }

    /** What is wrong with a file that should be this one, or null if it is right. */
    String problem(Path path) throws IOException {
        return sha256OfContent == null ? md5Problem(path) : contentProblem(path);
    }

    private String md5Problem(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return compare("MD5", digest(in, Digests.md5(), Long.MAX_VALUE), md5);
        }
    }

    private String contentProblem(Path path) throws IOException {
        try (var in = Files.newInputStream(path); var unpacked = IdxFile.unpacked(in)) {
            return compare("SHA-256 of the content", digest(unpacked, Digests.sha256(), size * MOST_UNPACKED),
                    sha256OfContent);
        } catch (ZipException | EOFException e) {
            return "damaged gzip data";
        }
    }

    private static String compare(String what, String found, String expected) {
        return found.equals(expected) ? null : "wrong checksum (%s %s..., expected %s...)"
                .formatted(what, found.substring(0, 8), expected.substring(0, 8));
    }

    /** Stops at the limit: the digest is a wrong one then, which is all that matters. */
    private static String digest(InputStream in, MessageDigest digest, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        for (int n; read <= limit && (n = in.read(buffer)) >= 0; read += n) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
