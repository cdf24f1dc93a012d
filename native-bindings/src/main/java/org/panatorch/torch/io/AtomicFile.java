package org.panatorch.torch.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces a file in one step: whoever looks sees the old file or the whole new one, also after a crash. The
 * new one grows under another name beside it, and disappears if anything fails.
 */
public final class AtomicFile {

    /** What the new file is to hold. */
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {
    }

    /**
     * Writes the file anew. What is no regular file, a device or a pipe, is not replaced but written to.
     *
     * @throws UncheckedIOException if it cannot be written; the old one is untouched then, and nothing is left beside it
     */
    public static void write(Path target, Content content) {
        try {
            if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
                try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                    content.writeTo(channel);
                }
                return;
            }
            // A symbolic link stays one: what it points to is replaced.
            var real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            if (Files.isDirectory(real)) {
                throw new IOException("it is a directory");
            }
            var temporary = real.resolveSibling("." + real.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                writeAndSync(temporary, content);
                Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
            } catch (Throwable e) {
                deleteQuietly(temporary, e);
                throw e;
            }
            syncDirectory(real.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    // Not Files.createTempFile: its files are readable by their owner only, and so would the result be.
    private static void writeAndSync(Path temporary, Content content) throws IOException {
        try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path file, Throwable because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Without this the move may be lost in a crash, though not torn. */
    private static void syncDirectory(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows does not open directories, and does not need this.
        }
    }
}
