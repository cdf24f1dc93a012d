package org.panatorch.torch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.panatorch.torch.internal.LibTorch;
import org.panatorch.torch.internal.TensorAccess;

/**
 * A multi-dimensional array with PyTorch's methods under PyTorch's names: {@code torch.Tensor}.
 *
 * <p>Names are camelCase ({@code index_select} is {@code indexSelect}); a trailing {@code _} marks the in-place form, as
 * in PyTorch. Methods stand in the interfaces of their chapter in PyTorch's manual: {@link PointwiseOps},
 * {@link ReductionOps}, {@link ShapeOps}, {@link IndexingOps}, {@link DataOps}.
 *
 * <p>Errors of libtorch come as {@link TorchException}. A tensor used after it was closed throws
 * {@link IllegalStateException}. For who frees what, see {@link TensorScope}. A tensor may be handed to another thread,
 * but may not be closed by one thread while another one uses it.
 */
public final class Tensor implements AutoCloseable, PointwiseOps, ReductionOps, ShapeOps, IndexingOps, DataOps {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final LongAdder LIVE = new LongAdder();
    private static final VarHandle AT;

    static {
        LibTorch.load();
        try {
            AT = MethodHandles.lookup().findVarHandle(Tensor.class, "at", org.bytedeco.pytorch.Tensor.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        TensorAccess.set(new TensorAccess() {
            @Override
            protected org.bytedeco.pytorch.Tensor handle(Tensor tensor) {
                return tensor.at();
            }

            @Override
            protected Tensor scoped(org.bytedeco.pytorch.Tensor at) {
                return new Tensor(at, TensorScope.current());
            }

            @Override
            protected Tensor unscoped(org.bytedeco.pytorch.Tensor at) {
                return new Tensor(at, null);
            }

            @Override
            protected void whenClosed(Tensor tensor, Runnable action) {
                tensor.whenClosed(action);
            }

            @Override
            protected void become(Tensor tensor, org.bytedeco.pytorch.Tensor at) {
                tensor.net.clean();
                tensor.at = at;
                LIVE.increment();
                tensor.moveTo(null);
            }
        });
    }

    /** The handle; null once closed. */
    private org.bytedeco.pytorch.Tensor at;

    /** The scope that closes this tensor, and where it is listed there. */
    TensorScope scope;
    int slot;
    /** For a tensor outside all scopes: frees it should the collector find it first. */
    private Cleaner.Cleanable net;

    /** What looks into this tensor's memory and must end with it; null as long as nothing does. */
    private Runnable views;

    private Tensor(org.bytedeco.pytorch.Tensor at, TensorScope scope) {
        this.at = at;
        LIVE.increment();
        moveTo(scope);
    }

    private record Free(org.bytedeco.pytorch.Tensor at) implements Runnable {
        @Override
        public void run() {
            at.close();
            LIVE.decrement();
        }
    }

    void moveTo(TensorScope target) {
        if (scope != null) {
            scope.remove(this);
            scope = null;
        }
        if (target != null) {
            target.add(this);
        } else {
            net = CLEANER.register(this, new Free(at));
        }
    }

    private org.bytedeco.pytorch.Tensor at() {
        var handle = at;
        if (handle == null) {
            throw closedException();
        }
        return handle;
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("this tensor is closed: its TensorScope has ended or close() was called."
                + " Promote it (TensorScope.promote) to keep it longer");
    }

    /** Has an action run once, when this tensor is closed or collected. */
    private synchronized void whenClosed(Runnable action) {
        requireOpen();
        Runnable once = CLEANER.register(this, action)::clean;
        var others = views;
        views = others == null ? once : () -> {
            others.run();
            once.run();
        };
    }

    private void endViews() {
        if (views != null) {
            synchronized (this) {
                var ending = views;
                views = null;
                if (ending != null) {
                    ending.run();
                }
            }
        }
    }

    void requireOpen() {
        at();
    }

    /**
     * Takes this tensor out of all scopes: it lives until it is closed, or until nobody holds it.
     *
     * @return this
     */
    public Tensor keep() {
        requireOpen();
        if (scope != null) {
            moveTo(null);
        }
        return this;
    }

    /** Gives this object's reference to the C++ tensor back. A second close does nothing. */
    @Override
    public void close() {
        if (scope != null && at != null) {
            scope.remove(this);
        }
        release();
    }

    /** Frees the handle exactly once, whoever comes first. */
    void release() {
        endViews();
        var handle = (org.bytedeco.pytorch.Tensor) AT.getAndSet(this, null);
        if (handle == null) {
            return;
        }
        if (net != null) {
            net.clean();
        } else {
            handle.close();
            LIVE.decrement();
        }
    }

    /** Whether this tensor was closed; the one question that a closed tensor answers. */
    public boolean isClosed() {
        return at == null;
    }

    /** How many {@code Tensor} objects hold native memory now, over all threads. */
    public static long liveCount() {
        return LIVE.sum();
    }

    /** Like {@code repr}, without the values: {@code tensor(shape=[2, 3], dtype=torch.float32, device=cpu)}. */
    @Override
    public String toString() {
        if (isClosed()) {
            return "tensor(closed)";
        }
        return "tensor(shape=" + Arrays.toString(shape()) + ", dtype=" + dtype() + ", device=" + device()
                + (requiresGrad() ? ", requires_grad=True" : "") + ")";
    }
}
