package org.panatorch.torch.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open file of known size, read by position. */
final class FileBytes implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private FileBytes(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    static FileBytes open(Path path) {
        // Opening a FIFO would block for ever, and a directory opens but does not read.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new WeightsFormatException(path, Files.isDirectory(path)
                    ? "this is a directory, a file was expected"
                    : "this is not a regular file");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            return new FileBytes(path, channel, channel.size());
        } catch (IOException e) {
            closeQuietly(channel);
            var what = e instanceof NoSuchFileException ? "there is no file " : "cannot open ";
            throw new UncheckedIOException(what + path, e);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // The failure that led here is the one to report.
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Fills {@code dst} from {@code position} on. */
    void read(long position, ByteBuffer dst) {
        try {
            while (dst.hasRemaining()) {
                int count = channel.read(dst, position);
                if (count < 0) {
                    throw error("ends at byte " + position + ", " + dst.remaining() + " more were expected");
                }
                position += count;
            }
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(path + " is closed: its tensors can no longer be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** {@code length} bytes from {@code position} on, little-endian; the caller has compared both with the size. */
    ByteBuffer read(long position, int length) {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(position, bytes);
        return bytes.flip();
    }

    WeightsFormatException error(String problem) {
        return new WeightsFormatException(path, problem);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
