package org.panatorch.ddpm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all: written beside their place, then moved into it. */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Writes a file, making the folders it is in. Whoever looks sees the old file or the new one, never half of it. A device or
     * a pipe is written to as it is.
     *
     * @throws UserException if that cannot be done; nothing is left behind then
     */
    public static void write(Path target, byte[] content) {
        requireNoFolder(target);
        createParents(target);
        try {
            org.panatorch.torch.io.AtomicFile.write(target, channel -> {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            });
        } catch (UncheckedIOException e) {
            throw cannotWrite(target, e.getCause());
        }
    }

    private static void requireNoFolder(Path target) {
        if (Files.isDirectory(target)) {
            throw new UserException("cannot write " + target + ": a folder is there, expected a file's name");
        }
    }

    /** Moves a finished file into its place, over what is there. */
    public static void move(Path from, Path target) throws IOException {
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the folders that a file is to be in. */
    public static void createParents(Path target) {
        var parent = target.toAbsolutePath().getParent();
        try {
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new UserException("cannot make the folder " + parent + ": " + reason(e), e);
        }
    }

    /** One line for the user: {@code cannot write out.png: permission denied}. */
    public static UserException cannotWrite(Path target, IOException cause) {
        return new UserException("cannot write " + target + ": " + reason(cause), cause);
    }

    /** What was done to which file, if that was told, and why it failed. */
    public static String reason(UncheckedIOException e) {
        var cause = e.getCause();
        return e.getMessage() == null || e.getMessage().equals(cause.toString()) ? reason(cause) : e.getMessage() + ": " + reason(cause);
    }

    /** Why, in the words of this program or the system's. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, expected a folder";
            case NoSuchFileException _ -> "no file can be made there";
            case NotDirectoryException not -> not.getFile() + " is not a folder";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    /**
     * Makes the folders of a file that will be written later, and finds out now whether it can be.
     *
     * @throws UserException if not
     */
    public static void requireWritable(Path target) {
        requireNoFolder(target);
        createParents(target);
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return;     // a device or a pipe is written to as it is
        }
        var folder = target.toAbsolutePath().getParent();
        try {
            Files.delete(Files.createTempFile(folder, target.getFileName().toString(), ".tmp"));
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }
}
