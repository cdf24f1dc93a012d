package org.panatorch.ddpm.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.panatorch.ddpm.AtomicFile;
import org.panatorch.ddpm.UserException;

/**
 * Brings the rest of one file from one mirror into a part file, in as many requests as its caller makes.
 *
 * <p>What has arrived is on disk at once, so that a later request, or a later run, goes on from there.
 */
final class Transfer {

    /** This mirror will not do: asking again would not help. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

    private final HttpClient client;
    private final URI uri;
    private final RemoteFile file;
    private final Path part;
    private final Duration idleTimeout;
    private final DownloadListener listener;
    /** Of what this mirror has sent so far; null until it did. Ties a resumed transfer to the same content. */
    private String etag;

    Transfer(HttpClient client, URI uri, RemoteFile file, Path part, Duration idleTimeout, DownloadListener listener) {
        this.client = client;
        this.uri = uri;
        this.file = file;
        this.part = part;
        this.idleTimeout = idleTimeout;
        this.listener = listener;
    }

    /**
     * One request, for everything from {@code have} bytes on.
     *
     * @return normally if the server sent all that it promised; that it is the right content is for the caller to check
     * @throws Refused     if this mirror cannot have the file
     * @throws IOException if the transfer broke off; asking again may help
     */
    void run(long have) throws IOException, InterruptedException {
        var response = send(request(have));
        try (var body = response.body()) {
            long from = start(response, have);
            long total = total(response, from);
            // Before anything is written: what is there already must not make way for an error page.
            if (total > file.maxSize() || total >= 0 && total < file.size() / 2) {
                throw new Refused("is " + total + " bytes long, expected about " + file.size());
            }
            response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/")).ifPresent(tag -> etag = tag);
            listener.started(file, from, total);
            try {
                long end = write(body, from, total < 0 ? file.size() : total);
                if (total < 0 && end < file.size()) {
                    // Nobody said how long it would be: an end so early is a connection lost.
                    throw new IOException("broke off after " + end + " of " + file.size() + " bytes");
                }
            } finally {
                listener.stopped();
            }
        }
    }

    private HttpRequest request(long have) {
        var request = HttpRequest.newBuilder(uri).header("User-Agent", "panatorch-ddpm");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            if (etag != null) {
                request.header("If-Range", etag);
            }
        }
        return request.build();
    }

    private HttpResponse<TimedBody> send(HttpRequest request) throws IOException, InterruptedException {
        var answer = client.sendAsync(request, _ -> new TimedBody(idleTimeout));
        var longest = idleTimeout.plus(client.connectTimeout().orElse(Duration.ZERO));
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + TimedBody.shown(longest));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);    // no effect on one that is complete
        }
    }

    /** Where in the file the body starts: at {@code have}, or at 0 where a server knows no ranges. */
    private long start(HttpResponse<TimedBody> response, long have) throws IOException {
        switch (response.statusCode()) {
            case 200 -> {
                return 0;
            }
            case 206 -> {
                var range = CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
                if (have > 0 && range.matches() && Long.parseLong(range.group(1)) == have) {
                    return have;
                }
                Files.deleteIfExists(part);
                throw new IOException("sent another range than asked for");
            }
            case 416 -> {
                // The part is longer than the mirror's file, so it cannot be the beginning of it.
                Files.deleteIfExists(part);
                throw new IOException("has no bytes after the first " + have);
            }
            case 408, 425, 429, 500, 502, 503, 504 -> throw new IOException("HTTP " + response.statusCode());
            default -> throw new Refused("HTTP " + response.statusCode());
        }
    }

    private static long total(HttpResponse<?> response, long from) {
        var length = response.headers().firstValueAsLong("Content-Length");
        return length.isPresent() ? from + length.getAsLong() : -1;
    }

    private long write(TimedBody body, long from, long total) throws IOException, InterruptedException {
        long at = from;
        try (var channel = open()) {
            channel.truncate(from);
            channel.position(from);
            for (var buffers = next(body, at, total); buffers != null; buffers = next(body, at, total)) {
                for (var buffer : buffers) {
                    at += buffer.remaining();
                    write(channel, buffer);
                }
                if (at > file.maxSize()) {
                    channel.truncate(0);
                    throw new Refused("sends more than the " + file.size() + " bytes expected");
                }
                listener.at(at);
            }
        }
        return at;
    }

    private static List<ByteBuffer> next(TimedBody body, long at, long total)
            throws IOException, InterruptedException {
        try {
            return body.next();
        } catch (HttpTimeoutException e) {
            throw new IOException("stalled after " + at + " of " + total + " bytes: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("broke off after " + at + " of " + total + " bytes", e);
        }
    }

    private void write(FileChannel channel, ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw AtomicFile.cannotWrite(part, e);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw AtomicFile.cannotWrite(part, e);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM.
        }
        channel.close();
        throw new UserException(part + ": another download is writing it, expected to be alone");
    }
}
