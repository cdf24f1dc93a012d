package org.panatorch.torch;

/**
 * {@code torch.utils.hooks.RemovableHandle}: what registering a hook gives, to take it away again. A hook that is never
 * removed stays in memory with all that it refers to, even when its tensor or module is gone.
 */
public interface RemovableHandle extends AutoCloseable {

    /** {@code handle.remove()}: the hook is not called any more. A second time does nothing. */
    void remove();

    /** {@link #remove}, so that a try block may end a hook. */
    @Override
    default void close() {
        remove();
    }
}
