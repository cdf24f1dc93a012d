package org.panatorch.torch;

/**
 * {@code torch.no_grad()} or {@code torch.enable_grad()} as a try-with-resources block, on this thread.
 *
 * <p>The state lives in a variable of the C++ thread. Closing on another thread would leave this one switched, so that
 * throws.
 */
public final class GradMode implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final boolean previous = Torch.isGradEnabled();
    private boolean closed;

    GradMode(boolean enabled) {
        org.bytedeco.pytorch.GradMode.set_enabled(enabled);
    }

    /** Puts back what was before. A second close does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("the grad mode was changed on thread " + thread.getName()
                    + " and must be put back there, not on " + Thread.currentThread().getName());
        }
        closed = true;
        org.bytedeco.pytorch.GradMode.set_enabled(previous);
    }
}
