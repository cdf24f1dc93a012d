package org.panatorch.ddpm.data;

/** Told how a download goes. Each method does nothing unless overridden. */
public interface DownloadListener {

    /** A file is right as it is. */
    default void alreadyThere(RemoteFile file) {}

    /** A transfer starts, or starts again: {@code done} of {@code total} bytes are there; total is -1 if not known. */
    default void started(RemoteFile file, long done, long total) {}

    /** So many bytes of the file are there. */
    default void at(long done) {}

    /** The transfer has ended, one way or the other. */
    default void stopped() {}

    /** A file is in its place, whole and checked. */
    default void finished(RemoteFile file) {}

    /** Something went wrong, in words for the user; the download goes on, another time or elsewhere. */
    default void trouble(String what) {}
}
