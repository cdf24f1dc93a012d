package org.panatorch.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongPair;
import org.bytedeco.pytorch.cuda.CUDAAllocator;
import org.bytedeco.pytorch.cuda.MemPool;
import org.bytedeco.pytorch.cuda.StreamFilter;
import org.bytedeco.pytorch.global.torch_cuda;
import org.panatorch.torch.ffm.CudaRuntime;
import org.panatorch.torch.internal.CudaPresets;

/**
 * Work of a GPU, written down once and done again with one call: {@code torch.cuda.CUDAGraph} and
 * {@code torch.cuda.graph}. A small network's step is a thousand kernels of microseconds, and telling the GPU of each takes
 * longer than the kernel.
 *
 * <p>What is done again are the same kernels on the same memory. So, as in PyTorch:
 * <ul>
 *   <li>Input is copied into the tensors that were there at capture ({@code x.copy_(next)}), and output read from those
 *       that came out of it. Memory that is used within the graph is its own and is given to nothing else.
 *   <li>Numbers of Java are constants of the graph: what changes has to be a tensor.
 *   <li>Nothing in it may wait for the GPU ({@code item()}, copies to the CPU) or draw random numbers: draw them before, and
 *       copy them in.
 *   <li>Run the same work once or twice in the stream before it is captured, so that libraries make their workspaces.
 *   <li>For gradients: {@code zeroGrad()} before, {@code backward()} inside. Gradients come out in the tensors that
 *       {@code grad()} gives after the capture, each time new and not added up.
 * </ul>
 *
 * <p>Unlike libtorch's own class, whose methods would end the JVM with their C++ exceptions, it is made of NVIDIA's C
 * functions and the allocator's private pools; random numbers are what that costs.
 */
public final class CudaGraph implements AutoCloseable {
    private final int device;
    private final LongPair pool;
    private long executable;

    private CudaGraph(int device, LongPair pool, long executable) {
        this.device = device;
        this.pool = pool;
        this.executable = executable;
    }

    /**
     * {@code with torch.cuda.graph(g, stream=stream): work()}: nothing of it is done yet.
     *
     * @throws TorchException if the work has a part that cannot be captured; the GPU is as before
     */
    public static CudaGraph capture(CudaStream stream, Runnable work) {
        CudaPresets.load();
        int device = stream.device();
        var allocator = torch_cuda.getAllocator();
        var pool = MemPool.graph_pool_handle(false);
        try (var _ = stream.enter(); var ours = new Ours(stream.open())) {
            allocator.beginAllocateToPool((byte) device, pool, ours);
            long executable = 0;
            try {
                executable = captured(stream.open(), work);
            } finally {
                allocator.endAllocateToPool((byte) device, pool);
                if (executable == 0) {
                    release(allocator, device, pool);
                }
            }
            return new CudaGraph(device, pool, executable);
        } catch (CudaRuntime.Failure e) {
            throw new TorchException("cuda.graph", e.getMessage());
        }
    }

    private static long captured(long stream, Runnable work) {
        CudaRuntime.beginCapture(stream);
        long graph = 0;
        try {
            try {
                work.run();
            } catch (Throwable t) {
                abandon(stream);
                throw t;
            }
            graph = CudaRuntime.endCapture(stream);
            return CudaRuntime.instantiate(graph);
        } finally {
            if (graph != 0) {
                CudaRuntime.destroyGraph(graph);
            }
        }
    }

    /** Ends a capture that came to nothing; that it is spoilt is known already. */
    private static void abandon(long stream) {
        try {
            long graph = CudaRuntime.endCapture(stream);
            if (graph != 0) {
                CudaRuntime.destroyGraph(graph);
            }
        } catch (CudaRuntime.Failure e) {
            return;
        }
    }

    /** Says which allocations are the graph's: those in the stream that is captured. */
    private static final class Ours extends StreamFilter {
        private final long stream;

        Ours(long stream) {
            this.stream = stream;
        }

        @Override
        public boolean call(Pointer other) {
            return other != null && other.address() == stream;
        }
    }

    /** {@code g.replay()}: queues the work once more, in the current stream. */
    public void replay() {
        if (executable == 0) {
            throw new IllegalStateException("the CUDA graph is closed");
        }
        CudaRuntime.launch(executable, CudaRuntime.currentStream(device));
    }

    /** {@code g.reset()}: gives its memory back; tensors that came out of the capture keep theirs. A second close does nothing. */
    @Override
    public void close() {
        if (executable != 0) {
            CudaRuntime.destroyExecutable(executable);
            executable = 0;
            release(torch_cuda.getAllocator(), device, pool);
        }
    }

    private static void release(CUDAAllocator allocator, int device, LongPair pool) {
        allocator.releasePool((byte) device, pool);
        pool.close();
    }
}
