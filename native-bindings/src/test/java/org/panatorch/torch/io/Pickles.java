package org.panatorch.torch.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts pickles together by hand, as no honest writer would, and wraps them as PyTorch does. */
final class Pickles {

    static final String STORAGE = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + "0X\3\0\0\0cpuK\2tQ";

    private Pickles() {
    }

    /** The parts' characters are bytes; PROTO and STOP are added. */
    static byte[] pickle(String... parts) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x80, 2});
        for (var part : parts) {
            bytes.writeBytes(part.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.write('.');
        return bytes.toByteArray();
    }

    /** A tensor over {@link #STORAGE}: two floats. */
    static String tensor(String offset, String size, String stride) {
        return "ctorch._utils\n_rebuild_tensor\n(" + STORAGE + offset + size + stride + "tR";
    }

    /** An archive with this pickle and the storage 0 of eight bytes. */
    static Path zip(Path folder, byte[] pickle) {
        var path = folder.resolve("test.pth");
        try (var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var zip = new ZipWriter(new CountingChannel(channel), "test");
            zip.entry("data.pkl", pickle);
            zip.entry("data/0", new byte[8]);
            zip.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }
}
