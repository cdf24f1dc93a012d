package org.panatorch.torch;

/**
 * A switch of the C++ thread that a try-with-resources block sets and puts back. The switch is a thread-local variable
 * of libtorch: putting it back on another thread would leave this one as it is and change that one.
 */
abstract sealed class ThreadSetting implements AutoCloseable permits GradMode, Autocast {
    private final Thread thread = Thread.currentThread();
    private final ThreadLocal<ThreadSetting> innermost;
    private ThreadSetting enclosing;
    private boolean closed;

    /** @param innermost the block of this kind that the thread is in */
    ThreadSetting(ThreadLocal<ThreadSetting> innermost) {
        this.innermost = innermost;
    }

    /** To be called when the switch is set. */
    final void entered() {
        enclosing = innermost.get();
        innermost.set(this);
    }

    /** Puts back what was before. */
    abstract void restore();

    /**
     * Puts back what was before. Blocks of the same kind that were entered inside this one and not left are left before
     * it. A second close does nothing.
     *
     * @throws IllegalStateException on another thread than the one that entered it
     */
    @Override
    public final void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(getClass().getSimpleName() + " was entered on thread " + thread.getName()
                    + " and must be left there, not on " + Thread.currentThread().getName());
        }
        while (!closed) {
            var block = innermost.get();
            block.restore();
            block.closed = true;
            innermost.set(block.enclosing);
        }
    }
}
