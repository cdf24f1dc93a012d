package org.panatorch.ddpm.data;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A response's body, read piece by piece, that does not wait forever for the next one.
 *
 * <p>The JDK's own body stream blocks for as long as a silent server keeps the connection open, and its request timeout
 * ends where the headers do.
 */
final class TimedBody implements HttpResponse.BodySubscriber<TimedBody>, AutoCloseable {

    /** What arrived: some bytes, the end (neither), or a failure. */
    private record Event(List<ByteBuffer> bytes, Throwable failure) {}

    private final Duration idleTimeout;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    TimedBody(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    /** The next bytes, or null at the end. */
    List<ByteBuffer> next() throws IOException, InterruptedException {
        // One piece at a time: what was not asked for stays in the network's buffers, not in ours.
        try {
            subscription.get(idleTimeout.toMillis(), TimeUnit.MILLISECONDS).request(1);
        } catch (ExecutionException | TimeoutException e) {
            throw new HttpTimeoutException("nothing came for " + shown(idleTimeout));
        }
        var event = events.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new HttpTimeoutException("nothing came for " + shown(idleTimeout));
        }
        if (event.failure() != null) {
            throw new IOException(event.failure().getMessage(), event.failure());
        }
        return event.bytes();
    }

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Ends the transfer, if it is still going on. */
    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription.complete(s);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(null, failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event(null, null));
    }
}
