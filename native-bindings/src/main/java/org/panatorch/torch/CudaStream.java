package org.panatorch.torch;

import org.panatorch.torch.ffm.CudaRuntime;

/**
 * A queue of work of a GPU: {@code torch.cuda.Stream}. Work in one stream is done in order; the default stream, which is
 * used where none is entered, does not wait for this one, nor this one for it, but for entering and leaving it.
 *
 * <p>A tensor made in a stream must be closed in it, or after it was {@linkplain #synchronize waited for}: the allocator gives
 * its memory to the next tensor of the same stream at once.
 */
public final class CudaStream implements AutoCloseable {
    private final int device;
    private long stream;

    private CudaStream(int device, long stream) {
        this.device = device;
        this.stream = stream;
    }

    /**
     * {@code torch.cuda.Stream()}: a new one on the first GPU.
     *
     * @throws TorchException without CUDA, saying why there is none
     */
    public static CudaStream create() {
        if (!Device.cudaIsAvailable()) {
            throw new TorchException("cuda.Stream", "CUDA is " + LibTorchInfo.cuda());
        }
        return new CudaStream(0, CudaRuntime.createStream());
    }

    /** A stream that this thread has entered. */
    public final class Entered implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private long guard;

        private Entered() {
            CudaRuntime.synchronize(CudaRuntime.currentStream(device));
            guard = CudaRuntime.enterStream(open(), device);
        }

        /**
         * Waits for the stream's work, and goes back to the stream before.
         *
         * @throws IllegalStateException on another thread than the one that entered it
         */
        @Override
        public void close() {
            if (guard == 0) {
                return;
            }
            if (Thread.currentThread() != thread) {
                throw new IllegalStateException("the stream was entered on thread " + thread.getName()
                        + " and must be left there, not on " + Thread.currentThread().getName());
            }
            long left = guard;
            guard = 0;
            CudaRuntime.leaveStream(left);
            CudaRuntime.synchronize(open());
        }
    }

    /**
     * {@code with torch.cuda.stream(s):}, as a try-with-resources block. It begins when all before it is done, and ends when
     * its own work is.
     */
    public Entered enter() {
        return new Entered();
    }

    /** {@code s.synchronize()}: waits until all that was queued here is done. */
    public void synchronize() {
        CudaRuntime.synchronize(open());
    }

    int device() {
        return device;
    }

    /** The driver's own pointer. */
    long open() {
        if (stream == 0) {
            throw new IllegalStateException("the CUDA stream is closed");
        }
        return stream;
    }

    /** Frees it when its work is done. A second close does nothing. */
    @Override
    public void close() {
        if (stream != 0) {
            CudaRuntime.destroyStream(stream);
            stream = 0;
        }
    }
}
