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
    /**
     * No Java exception may pass through libtorch: the first one waits until {@code backward} is back. Hooks run on the thread that
     * called it, where this is its place; but those of a GPU's tensors on a thread of libtorch's, and theirs is {@link #ELSEWHERE}.
     */
    private static final ThreadLocal<AtomicReference<Throwable>> FAILURE = new ThreadLocal<>();
    private static final AtomicReference<Throwable> ELSEWHERE = new AtomicReference<>();
    /** What the last call on this thread returned: libtorch copies it only after the call. */
    private static final ThreadLocal<org.bytedeco.pytorch.Tensor> RETURNED = new ThreadLocal<>();

    private final Tensor tensor;
    private final long graph;
    private final int position;
    private final boolean always;
    private volatile UnaryOperator<Tensor> hook;
    private volatile boolean running;

    private GradHook(Tensor tensor, UnaryOperator<Tensor> hook, boolean always) {
        this.tensor = tensor;
        this.hook = hook;
        this.always = always;
        graph = tensor == null ? 0 : graph();
        position = tensor == null ? -1 : listenTo(tensor);
    }

    /**
     * A hook for as many tensors as one likes, {@link #listenTo}. libtorch may call it as long as one of their graphs lives, which
     * nothing tells: it stays in memory for ever, and what the function refers to does until {@link #remove}.
     */
    public static GradHook shared(UnaryOperator<Tensor> hook) {
        return registered(new GradHook(null, hook, false));
    }

    /**
     * A {@link #shared} hook that is called also where there is no gradient, with null, and whose owner knows when the last of its
     * graphs is gone and {@link #end}s it then.
     */
    public static GradHook always(UnaryOperator<Tensor> hook) {
        return registered(new GradHook(null, hook, true));
    }

    private static GradHook registered(GradHook hook) {
        REGISTERED.add(hook);
        return hook;
    }

    /** Is called with this tensor's gradient, too. */
    public int listenTo(Tensor other) {
        return Call.value("register_hook", () -> TensorAccess.at(other).register_hook(this), other);
    }

    /** {@code tensor.register_hook(hook)}; null from the hook leaves the gradient as it is. */
    public static GradHook register(Tensor tensor, UnaryOperator<Tensor> hook) {
        return registered(new GradHook(tensor, hook, false));
    }

    /** How many hooks libtorch may still call. */
    public static int registered() {
        return REGISTERED.size();
    }

    /** What made the tensor: another one after it was changed in place, and hooks stay with the one before. */
    private long graph() {
        return Call.number(tensor, t -> {
            try (var function = t.grad_fn()) {      // it holds the graph
                return function == null || function.isNull() ? 0 : function.address();
            }
        });
    }

    @Override
    public TensorBase call(TensorBase grad) {
        org.bytedeco.pytorch.Tensor result = null;
        var function = hook;
        if (function != null && (always || grad.defined())) {
            running = true;
            try (var _ = TensorScope.open()) {
                var changed = function.apply(
                        grad.defined() ? TensorAccess.wrap(new org.bytedeco.pytorch.Tensor(grad)) : null);
                result = changed == null ? null : new org.bytedeco.pytorch.Tensor(TensorAccess.at(changed));
            } catch (Throwable e) {
                var here = FAILURE.get();
                (here == null ? ELSEWHERE : here).compareAndSet(null, e);
            } finally {
                running = false;
            }
        }
        try (grad) {    // a copy, which JavaCPP leaves to us
            return returned(result == null ? new org.bytedeco.pytorch.Tensor(grad) : result);
        }
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
        var outer = FAILURE.get();
        var failure = new AtomicReference<Throwable>();
        FAILURE.set(failure);
        try {
            backward.run();
        } finally {
            if (outer == null) {
                FAILURE.remove();
            } else {
                FAILURE.set(outer);
            }
            rethrow(failure);
            rethrow(ELSEWHERE);
        }
    }

    private static void rethrow(AtomicReference<Throwable> failure) {
        switch (failure.getAndSet(null)) {
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

    /** Frees it. libtorch must not be able to call it any more. */
    public void end() {
        hook = null;
        REGISTERED.remove(this);
        super.close();
    }

    @Override
    public void close() {
        remove();
    }
}
