package org.panatorch.ddpm.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.panatorch.ddpm.UserException;

/**
 * Reads IDX files of unsigned bytes, the format of MNIST and of the data sets made after it.
 *
 * <p>Big-endian: two zero bytes, the element type (0x08: unsigned byte), the number of dimensions, each dimension's
 * length as 32 bits, then the data. A file may be gzipped; its first two bytes say so, not its name.
 *
 * <p>A file is read to its end, so that data cut short, bytes left over and a wrong gzip checksum all show. Memory
 * grows with what is really there, never by a length that the file merely claims.
 */
public final class IdxFile {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MAX_DIMENSIONS = 8;
    private static final int FIRST_PIECE = 1 << 20;
    /** The longest array every JVM can make. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final int BUFFER = 1 << 16;

    private IdxFile() {}

    /**
     * Reads a file.
     *
     * @throws UserException if it is missing, unreadable, or not a whole IDX file of unsigned bytes
     */
    public static IdxArray read(Path path) {
        if (Files.isDirectory(path)) {
            throw new UserException(path + ": is a folder, expected an IDX file");
        }
        try (var in = Files.newInputStream(path)) {
            return parse(unpacked(in), path.toString());
        } catch (NoSuchFileException e) {
            throw new UserException(path + ": no such file, expected an IDX file", e);
        } catch (IOException e) {
            throw new UserException(path + ": " + reason(e), e);
        }
    }

    /** The stream itself, or what is gzipped in it. */
    static InputStream unpacked(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        boolean gzipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /** Reads an IDX stream, unpacked already, to its end. {@code where} names it in messages. */
    static IdxArray parse(InputStream in, String where) throws IOException {
        int[] shape = readShape(in, where);
        long size = 1;
        for (int length : shape) {
            // At most 2^62 before each check: no overflow.
            size *= length;
            if (size > MAX_ARRAY) {
                throw new UserException(where + ": claims a shape of " + shown(shape)
                        + ", more than a Java array can hold (" + MAX_ARRAY + " bytes)");
            }
        }
        byte[] data = readData(in, where, (int) size);
        // Also makes GZIPInputStream check the sum at the end.
        if (read(in, where) >= 0) {
            throw new UserException(where + ": bytes left over after the " + size + " of its shape " + shown(shape));
        }
        return new IdxArray(shape, data);
    }

    private static int[] readShape(InputStream in, String where) throws IOException {
        byte[] magic = header(in, where, 4);
        if (magic[0] != 0 || magic[1] != 0) {
            throw new UserException(where + ": not an IDX file (starts with " + HexFormat.of().formatHex(magic)
                    + ", expected 0000 and the element type)");
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw new UserException("%s: IDX element type 0x%02x, expected 0x08 (unsigned bytes)"
                    .formatted(where, magic[2]));
        }
        int dimensions = magic[3] & 0xff;
        if (dimensions == 0 || dimensions > MAX_DIMENSIONS) {
            throw new UserException(where + ": " + dimensions + " dimensions, expected 1 to " + MAX_DIMENSIONS);
        }
        int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            byte[] b = header(in, where, 4);
            shape[i] = (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff;
            if (shape[i] < 0) {
                throw new UserException(where + ": claims " + Integer.toUnsignedString(shape[i])
                        + " entries in dimension " + (i + 1) + " of " + dimensions
                        + ", more than a Java array can hold");
            }
        }
        return shape;
    }

    private static byte[] header(InputStream in, String where, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int b = read(in, where);
            if (b < 0) {
                throw new UserException(where + ": ends within the IDX header");
            }
            bytes[i] = (byte) b;
        }
        return bytes;
    }

    private static byte[] readData(InputStream in, String where, int size) throws IOException {
        byte[] data = new byte[Math.min(size, FIRST_PIECE)];
        int have = 0;
        try {
            while (have < size) {
                if (have == data.length) {
                    data = Arrays.copyOf(data, (int) Math.min(size, data.length * 4L));
                }
                int n = in.read(data, have, data.length - have);
                if (n < 0) {
                    throw new EOFException();
                }
                have += n;
            }
        } catch (EOFException e) {
            throw new UserException(where + ": cut short: " + have + " bytes of data, expected " + size, e);
        }
        return data;
    }

    private static int read(InputStream in, String where) throws IOException {
        try {
            return in.read();
        } catch (EOFException e) {
            throw new UserException(where + ": cut short: the gzip stream has no end", e);
        }
    }

    /** What is wrong, for a message: gzip's own words are too short to stand alone. */
    static String reason(IOException e) {
        return switch (e) {
            case ZipException _ -> "damaged gzip data (" + e.getMessage() + ")";
            case EOFException _ -> "cut short: the gzip stream has no end";
            case AccessDeniedException _ -> "may not be read (permission denied)";
            default -> "cannot be read (" + Objects.requireNonNullElse(e.getMessage(), e.toString()) + ")";
        };
    }

    static String shown(int[] shape) {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }
}
