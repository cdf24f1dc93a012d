package org.panatorch.ddpm.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;

/**
 * Downloads files into a folder, from the first of several mirrors that has them right.
 *
 * <p>A file arrives as {@code NAME.part} and is moved into its place only when it is whole and its checksum right;
 * until then, whatever is in that place stays. A part file that a break leaves behind, even the end of the program, is
 * where the next request or the next run goes on.
 */
public final class Downloader {

    /**
     * How patient to be.
     *
     * @param connectTimeout to reach a mirror
     * @param idleTimeout    for an answer, and for each next piece of a file
     * @param attempts       at each mirror, without getting further
     * @param backoff        before the second attempt; doubled for each one after it
     */
    public record Patience(Duration connectTimeout, Duration idleTimeout, int attempts, Duration backoff) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), 3, Duration.ofSeconds(1));
    }

    /** A break after at least this much more has arrived does not count as an attempt. */
    private static final long PROGRESS = 64 * 1024;

    private final List<URI> mirrors;
    private final Patience patience;
    private final DownloadListener listener;

    /**
     * A downloader; it does nothing yet.
     *
     * @param mirrors folders on the web that have the files, in the order to try them
     */
    public Downloader(List<URI> mirrors, Patience patience, DownloadListener listener) {
        this.mirrors = mirrors.stream().map(Downloader::asFolder).toList();
        this.patience = patience;
        this.listener = listener;
    }

    /**
     * Downloads what is not in the folder yet.
     *
     * @param again download everything, also what is there and right
     * @throws UserException if no mirror had one of the files right, or the folder cannot be written
     */
    public void download(List<RemoteFile> files, Path folder, boolean again) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.connectTimeout())
                .build();
        try {
            for (var file : files) {
                download(client, file, folder.resolve(file.name()), again);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("download interrupted; the same command goes on from here", e);
        } finally {
            client.shutdownNow();
        }
    }

    private void download(HttpClient client, RemoteFile file, Path target, boolean again) throws InterruptedException {
        AtomicFile.createParents(target);
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            if (!again && Files.isRegularFile(target) && file.problem(target) == null) {
                listener.alreadyThere(file);
                return;
            }
            // It may be whole: a run may have ended between the last byte and the move.
            if (size(part) == 0 || file.problem(part) != null) {
                if (size(part) >= file.size()) {
                    Files.delete(part);
                }
                fromSomeMirror(client, file, part);
            }
            AtomicFile.move(part, target);
        } catch (IOException e) {
            throw AtomicFile.cannotWrite(target, e);
        }
        listener.finished(file);
    }

    private void fromSomeMirror(HttpClient client, RemoteFile file, Path part)
            throws IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (var mirror : mirrors) {
            if (!reasons.isEmpty()) {
                listener.trouble(file.name() + ": " + reasons.getLast() + "; trying " + mirror);
            }
            var uri = mirror.resolve(file.name());
            try {
                fromMirror(new Transfer(client, uri, file, part, patience.idleTimeout(), listener), file, part);
                return;
            } catch (Transfer.Refused e) {
                reasons.add(mirror + ": " + e.getMessage());
            }
        }
        throw new UserException("cannot download " + file.name() + ": " + String.join("; ", reasons));
    }

    /** Returns when the part file is whole and right. */
    private void fromMirror(Transfer transfer, RemoteFile file, Path part) throws IOException, InterruptedException {
        long furthest = size(part);
        for (int attempt = 1; ; attempt++) {
            long have = size(part);
            String reason;
            try {
                transfer.run(have);
                reason = file.problem(part);
                if (reason == null) {
                    return;
                }
                Files.delete(part);
                if (have == 0) {
                    throw new Transfer.Refused(reason);
                }
                // Its beginning came from somewhere else, or is damaged: once more, all of it.
            } catch (Transfer.Refused e) {
                throw e;
            } catch (IOException e) {
                // A server that promised too much: what came before the break may be all there is.
                if (size(part) == file.size() && file.problem(part) == null) {
                    return;
                }
                reason = reason(e);
            }
            if (size(part) >= furthest + PROGRESS) {
                furthest = size(part);
                attempt = 0;
            } else if (attempt >= patience.attempts()) {
                throw new Transfer.Refused(reason + (attempt == 1 ? "" : " (" + attempt + " attempts)"));
            }
            listener.trouble(file.name() + ": " + reason + "; trying again");
            Thread.sleep(patience.backoff().multipliedBy(1L << Math.max(0, attempt - 1)));
        }
    }

    private static long size(Path path) throws IOException {
        return Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "unknown host";
            }
        }
        return switch (e) {
            case HttpConnectTimeoutException _ -> "cannot be reached (timed out)";
            case ConnectException _ -> "cannot be reached";
            default -> e.getMessage() == null ? "connection lost" : e.getMessage().lines().findFirst().orElse("");
        };
    }

    private static URI asFolder(URI mirror) {
        boolean web = "http".equals(mirror.getScheme()) || "https".equals(mirror.getScheme());
        if (!web || mirror.getHost() == null || mirror.getRawQuery() != null || mirror.getRawFragment() != null) {
            throw new UserException("not a mirror: '" + mirror
                    + "', expected the http:// or https:// address of a folder");
        }
        return mirror.getPath().endsWith("/") ? mirror : URI.create(mirror + "/");
    }
}
