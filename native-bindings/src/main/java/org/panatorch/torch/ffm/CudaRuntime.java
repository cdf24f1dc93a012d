package org.panatorch.torch.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.panatorch.torch.ffm.Downcalls.downcall;
import static org.panatorch.torch.ffm.Downcalls.thrown;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The few functions of NVIDIA's runtime and of libtorch's C ABI that streams and graphs take. A stream, a graph and a
 * guard are pointers, here longs. All of them are C: none throws.
 */
public final class CudaRuntime {
    private static final String CUDART = Libc.WINDOWS ? "cudart64_13.dll" : "libcudart.so.13";
    private static final SymbolLookup CUDA = SymbolLookup.libraryLookup(CUDART, Arena.global());
    private static final SymbolLookup TORCH = LibTorchC.cudaLookup();

    private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    private static final MethodHandle streamCreate$mh = downcall(CUDA, "cudaStreamCreateWithFlags",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle streamDestroy$mh = downcall(CUDA, "cudaStreamDestroy", ONE);
    private static final MethodHandle streamSynchronize$mh = downcall(CUDA, "cudaStreamSynchronize", ONE);
    private static final MethodHandle beginCapture$mh = downcall(CUDA, "cudaStreamBeginCapture",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle endCapture$mh = downcall(CUDA, "cudaStreamEndCapture",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle instantiate$mh = downcall(CUDA, "cudaGraphInstantiate",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle graphDestroy$mh = downcall(CUDA, "cudaGraphDestroy", ONE);
    private static final MethodHandle execDestroy$mh = downcall(CUDA, "cudaGraphExecDestroy", ONE);
    private static final MethodHandle launch$mh = downcall(CUDA, "cudaGraphLaunch",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle lastError$mh = downcall(CUDA, "cudaGetLastError", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle errorString$mh = downcall(CUDA, "cudaGetErrorString",
            FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle currentStream$mh = downcall(TORCH, "aoti_torch_get_current_cuda_stream",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle createGuard$mh = downcall(TORCH, "aoti_torch_create_cuda_stream_guard",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS));
    private static final MethodHandle deleteGuard$mh = downcall(TORCH, "aoti_torch_delete_cuda_stream_guard", ONE);

    /** cudaStreamNonBlocking: it does not wait for the default stream, nor that one for it. */
    private static final int NON_BLOCKING = 1;
    /** cudaStreamCaptureModeThreadLocal: what other threads do cannot spoil a capture. */
    private static final int CAPTURE_THREAD_LOCAL = 1;
    /** cudaGraphInstantiateFlagAutoFreeOnLaunch, as libtorch's own graphs have it. */
    private static final long AUTO_FREE_ON_LAUNCH = 1;

    private CudaRuntime() {}

    /** What CUDA or libtorch had against a call. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failure(String function, String words) {
            super(function + ": " + words);
        }
    }

    private interface Downcall {
        int call(MemorySegment out) throws Throwable;
    }

    /** Runs a function that writes a pointer; returns the pointer. */
    private static long pointer(String function, Downcall downcall) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_LONG);
            check(function, downcall.call(out));
            return out.get(JAVA_LONG, 0);
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    private static void run(String function, Downcall downcall) {
        try {
            check(function, downcall.call(MemorySegment.NULL));
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    /** @throws Failure with CUDA's own words if the result is not 0; the error is taken back */
    private static void check(String function, int result) throws Throwable {
        if (result != 0) {
            var words = ((MemorySegment) errorString$mh.invokeExact(result)).reinterpret(Long.MAX_VALUE).getString(0);
            var _ = (int) lastError$mh.invokeExact();
            throw new Failure(function, words + " (" + result + ")");
        }
    }

    public static long createStream() {
        return pointer("cudaStreamCreateWithFlags", out -> (int) streamCreate$mh.invokeExact(out, NON_BLOCKING));
    }

    public static void destroyStream(long stream) {
        run("cudaStreamDestroy", _ -> (int) streamDestroy$mh.invokeExact(stream));
    }

    public static void synchronize(long stream) {
        run("cudaStreamSynchronize", _ -> (int) streamSynchronize$mh.invokeExact(stream));
    }

    /** What this thread queues on the stream is written down from now on instead of being done. */
    public static void beginCapture(long stream) {
        run("cudaStreamBeginCapture", _ -> (int) beginCapture$mh.invokeExact(stream, CAPTURE_THREAD_LOCAL));
    }

    /** @return the graph, to be {@linkplain #destroyGraph destroyed}; 0 if the capture was spoilt before */
    public static long endCapture(long stream) {
        return pointer("cudaStreamEndCapture", out -> (int) endCapture$mh.invokeExact(stream, out));
    }

    /** @return what can be {@linkplain #launch launched}, to be {@linkplain #destroyExecutable destroyed} */
    public static long instantiate(long graph) {
        return pointer("cudaGraphInstantiate", out -> (int) instantiate$mh.invokeExact(out, graph, AUTO_FREE_ON_LAUNCH));
    }

    public static void destroyGraph(long graph) {
        run("cudaGraphDestroy", _ -> (int) graphDestroy$mh.invokeExact(graph));
    }

    public static void destroyExecutable(long executable) {
        run("cudaGraphExecDestroy", _ -> (int) execDestroy$mh.invokeExact(executable));
    }

    public static void launch(long executable, long stream) {
        run("cudaGraphLaunch", _ -> (int) launch$mh.invokeExact(executable, stream));
    }

    /** The stream that libtorch uses on this thread; 0 is the default one. */
    public static long currentStream(int device) {
        return torchPointer("aoti_torch_get_current_cuda_stream", out -> (int) currentStream$mh.invokeExact(device, out));
    }

    /** From now on libtorch uses that stream on this thread. @return a guard; {@link #leaveStream} puts back what was before */
    public static long enterStream(long stream, int device) {
        return torchPointer("aoti_torch_create_cuda_stream_guard", out -> (int) createGuard$mh.invokeExact(stream, device, out));
    }

    public static void leaveStream(long guard) {
        try {
            checkTorch("aoti_torch_delete_cuda_stream_guard", (int) deleteGuard$mh.invokeExact(guard));
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    private static long torchPointer(String function, Downcall downcall) {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(JAVA_LONG);
            checkTorch(function, downcall.call(out));
            return out.get(JAVA_LONG, 0);
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    private static void checkTorch(String function, int result) {
        if (result != 0) {
            throw new Failure(function, "failed");
        }
    }
}
