package org.panatorch.ddpm.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.panatorch.ddpm.UserException;

/**
 * Keeps a second training out of a run's folder while one is at work there. The system gives the lock back when a process
 * ends, however it does; on a file system without locks there is none.
 */
final class RunLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws UserException if another training has it */
    static RunLock of(Path folder) {
        var file = folder.resolve(".lock");
        FileChannel channel = null;
        FileLock lock;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;        // a training in this process
        } catch (IOException e) {
            return new RunLock(file, channel);
        }
        if (lock == null) {
            close(channel);
            throw new UserException(folder + ": another training is at work there; --out DIR names another folder");
        }
        return new RunLock(file, channel);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // an empty file stays; the next training takes it over
        }
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // nothing was written
        }
    }
}
