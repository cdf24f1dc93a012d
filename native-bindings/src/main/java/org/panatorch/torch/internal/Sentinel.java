package org.panatorch.torch.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.PointerConsumer;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.DType;
import org.panatorch.torch.Keywords;
import org.panatorch.torch.Tensor;

/** An empty tensor that tells when libtorch has let go of it, and with it of the graph that holds it. */
public final class Sentinel {
    private static final Map<Long, Runnable> WATCHED = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();
    /** What has ended on this thread and waits: one thing's end may end the next, thousands deep, and stacks are short. */
    private static final ThreadLocal<Deque<Runnable>> ENDING = new ThreadLocal<>();
    /** One for all, as JavaCPP asks for. */
    private static final PointerConsumer DELETER;

    static {
        LibTorch.load();
        DELETER = new Deleter();
    }

    private Sentinel() {}

    private static final class Deleter extends PointerConsumer {
        /** On whichever thread drops the last reference. */
        @Override
        public void call(Pointer number) {
            end(WATCHED.remove(number.address()));
        }
    }

    /** A number that is nobody's address: nothing lies there, for the tensor has no elements. */
    private static final class Number extends Pointer {
        Number(long value) {
            address = value;
        }
    }

    /** A float32 tensor of shape (0). When the last reference goes, {@code ended} runs once, on whichever thread that is. */
    public static Tensor of(Runnable ended) {
        long number = LAST.incrementAndGet();
        WATCHED.put(number, ended);
        return Call.of("from_blob", () ->
                torch.from_blob(new Number(number), new long[] {0}, DELETER, Options.of(Keywords.dtype(DType.FLOAT32))));
    }

    /** How many of them libtorch still holds. */
    public static int watched() {
        return WATCHED.size();
    }

    private static void end(Runnable ended) {
        var waiting = ENDING.get();
        if (waiting != null) {
            waiting.add(ended);
            return;
        }
        waiting = new ArrayDeque<>();
        ENDING.set(waiting);
        try {
            for (var next = ended; next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            ENDING.remove();
        }
    }
}
