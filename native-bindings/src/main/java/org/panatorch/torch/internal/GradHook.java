package org.panatorch.torch.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.panatorch.torch.RemovableHandle;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/** A function of Java that libtorch calls with a tensor's gradient in {@code backward}. */
public final class GradHook extends TensorTensorHook implements RemovableHandle {
    /** libtorch refers to a hook weakly: what it may still call must be reachable from here. */
    private static final Set<GradHook> REGISTERED = ConcurrentHashMap.newKeySet();
    /** No Java exception may pass through libtorch: the first one waits here until {@code backward} is back. */
    private static final AtomicReference<Throwable> FAILURE = new AtomicReference<>();
    /** What the last call on this thread returned: libtorch copies it only after the call. */
    private static final ThreadLocal<org.bytedeco.pytorch.Tensor> RETURNED = new ThreadLocal<>();

    private final Tensor tensor;
    private final long graph;
    private final int position;
    private volatile UnaryOperator<Tensor> hook;
    private volatile boolean running;

    private GradHook(Tensor tensor, UnaryOperator<Tensor> hook) {
        this.tensor = tensor;
        this.hook = hook;
        graph = tensor == null ? 0 : graph();
        position = tensor == null ? -1 : listenTo(tensor);
    }

    /**
     * A hook for as many tensors as one likes, {@link #listenTo}. libtorch may call it as long as one of their graphs lives, which
     * nothing tells: it stays in memory for ever, and what the function refers to does until {@link #remove}.
     */
    public static GradHook shared(UnaryOperator<Tensor> hook) {
        var shared = new GradHook(null, hook);
        REGISTERED.add(shared);
        return shared;
    }

    /** Is called with this tensor's gradient, too. */
    public int listenTo(Tensor other) {
        return Call.value("register_hook", () -> TensorAccess.at(other).register_hook(this), other);
    }

    /** {@code tensor.register_hook(hook)}; null from the hook leaves the gradient as it is. */
    public static GradHook register(Tensor tensor, UnaryOperator<Tensor> hook) {
        var registered = new GradHook(tensor, hook);
        REGISTERED.add(registered);
        return registered;
    }

    /** How many hooks libtorch may still call. */
    public static int registered() {
        return REGISTERED.size();
    }

    /** What made the tensor: another one after it was changed in place, and hooks stay with the one before. */
    private long graph() {
        return Call.number(tensor, t -> {
            var function = t.grad_fn();
            return function == null || function.isNull() ? 0 : function.address();
        });
    }

    @Override
    public TensorBase call(TensorBase grad) {
        org.bytedeco.pytorch.Tensor result = null;
        var function = hook;
        if (function != null && grad.defined()) {
            running = true;
            try (var _ = TensorScope.open()) {
                var changed = function.apply(TensorAccess.wrap(new org.bytedeco.pytorch.Tensor(grad)));
                result = changed == null ? null : new org.bytedeco.pytorch.Tensor(TensorAccess.at(changed));
            } catch (Throwable e) {
                FAILURE.compareAndSet(null, e);
            } finally {
                running = false;
            }
        }
        return returned(result == null ? new org.bytedeco.pytorch.Tensor(grad) : result);
    }

    private static TensorBase returned(org.bytedeco.pytorch.Tensor result) {
        var last = RETURNED.get();
        if (last != null) {
            last.close();
        }
        RETURNED.set(result);
        return result;
    }

    /** Runs a {@code backward}, and throws what a hook threw in it. */
    public static void calling(Runnable backward) {
        try {
            backward.run();
        } finally {
            rethrow();
        }
    }

    private static void rethrow() {
        switch (FAILURE.getAndSet(null)) {
            case null -> { }
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    @Override
    public void remove() {
        if (hook == null) {
            return;
        }
        hook = null;
        // where libtorch cannot be told, it goes on calling what does nothing any more
        if (tensor != null && !running && !tensor.isClosed() && graph == graph()) {
            Call.value("remove_hook", () -> {
                TensorAccess.at(tensor).remove_hook(position);
                return null;
            }, tensor);
            REGISTERED.remove(this);
            super.close();
        }
    }

    @Override
    public void close() {
        remove();
    }
}
