package org.panatorch.torch.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Java code on the threads that libtorch's operators run on, as {@code at::parallel_for} does for C++. With threads of Java's own
 * there would be two sets of them on the same cores, and those of OpenMP wait for their next work by spinning.
 */
public final class OpenMp {
    /** Work of one call, while it runs: the threads get its number, since C cannot hold a Java object. */
    private static final Map<Long, Work> RUNNING = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private OpenMp() {}

    /** Some of the indices: {@code from} to before {@code to}. */
    @FunctionalInterface
    public interface Body {
        void run(int from, int to);
    }

    private static final class Handles {
        // void GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags): what gcc makes of
        // "#pragma omp parallel"; LLVM's library has it too, except on Windows
        static final MethodHandle parallel$mh = Downcalls.downcallOrNull(LibTorchC.lookup(), "GOMP_parallel", FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        static final MemorySegment member = parallel$mh == null ? null : member();

        private static MemorySegment member() {
            try {
                var method = MethodHandles.lookup().findStatic(OpenMp.class, "member", MethodType.methodType(void.class, long.class));
                return Linker.nativeLinker().upcallStub(method, FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG), Arena.global());
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("OpenMp.member", e);
            }
        }
    }

    private static final class Work {
        final Body body;
        final int count;
        final int piece;
        final AtomicInteger next = new AtomicInteger();
        volatile Throwable thrown;

        Work(Body body, int count, int piece) {
            this.body = body;
            this.count = count;
            this.piece = piece;
        }

        void help() {
            for (int from; thrown == null && (from = next.getAndAdd(piece)) < count; ) {
                body.run(from, Math.min(from + piece, count));
            }
        }
    }

    /**
     * Runs the body for all indices from 0 to {@code count}, in pieces that the threads take as they come, and waits for them.
     * What one throws, this throws, when all have stopped.
     *
     * @param threads at most so many, the caller's own among them
     */
    public static void parallelFor(int count, int threads, Body body) {
        if (threads < 2 || count < 2 || Handles.parallel$mh == null) {
            body.run(0, count);
            return;
        }
        // four pieces for each thread: one that another program keeps waiting leaves its share to the others
        var work = new Work(body, count, Math.max(1, count / (4 * threads)));
        long number = NUMBERS.incrementAndGet();
        RUNNING.put(number, work);
        try {
            Handles.parallel$mh.invokeExact(Handles.member, number, Math.min(threads, count), 0);
        } catch (Throwable t) {
            throw Downcalls.thrown(t);
        } finally {
            RUNNING.remove(number);
        }
        if (work.thrown != null) {
            throw Downcalls.thrown(work.thrown);
        }
    }

    /** What each thread of OpenMP runs. An exception must not leave it: there is C above. */
    private static void member(long number) {
        var work = RUNNING.get(number);
        try {
            work.help();
        } catch (Throwable t) {
            work.thrown = t;
        }
    }
}
