package org.panatorch.torch;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.LongAdder;
import org.panatorch.torch.internal.LibTorch;
import org.panatorch.torch.internal.TensorAccess;

/**
 * A multi-dimensional array with PyTorch's methods under PyTorch's names: {@code torch.Tensor}.
 *
 * <p>Names are camelCase ({@code index_select} is {@code indexSelect}); a trailing {@code _} marks the in-place form, as
 * in PyTorch. Methods stand in the interfaces of their chapter in PyTorch's manual: {@link PointwiseOps}, {@link MathOps},
 * {@link SpecialOps}, {@link LogicOps}, {@link ReductionOps}, {@link StatisticsOps}, {@link KeepdimOps}, {@link SortingOps},
 * {@link MatrixOps}, {@link ShapeOps}, {@link LayoutOps}, {@link IndexingOps}, {@link ScatterOps}, {@link InPlaceOps}, {@link RandomOps}, {@link GradOps}, {@link DataOps}.
 *
 * <p>Errors of libtorch come as {@link TorchException}. A tensor used after it was closed throws
 * {@link IllegalStateException}. For who frees what, see {@link TensorScope}. A tensor may be handed to another thread,
 * but may not be closed by one thread while another one uses it.
 */
public final class Tensor implements AutoCloseable, PointwiseOps, MathOps, SpecialOps, LogicOps, ReductionOps, StatisticsOps,
        KeepdimOps, SortingOps, MatrixOps, ShapeOps, LayoutOps, IndexingOps, ScatterOps, InPlaceOps, RandomOps, GradOps, DataOps {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final LongAdder LIVE = new LongAdder();

    static {
        LibTorch.load();
        TensorAccess.set(new TensorAccess() {
            @Override
            protected org.bytedeco.pytorch.Tensor handle(Tensor tensor) {
                return tensor.at();
            }

            @Override
            protected Tensor scoped(org.bytedeco.pytorch.Tensor at) {
                return new Tensor(at, ScopeStack.current());
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
                tensor.release();
                tensor.at = at;
                made(at);
                tensor.ownItself();
            }
        });
    }

    /** The handle; null once closed. */
    private org.bytedeco.pytorch.Tensor at;

    /** The list of the scope that closes this tensor, and where it stands there. */
    TensorList list;
    int slot;
    /** For a tensor outside all scopes: frees it should the collector find it first. */
    private Cleaner.Cleanable net;

    /** What looks into this tensor's memory and must end with it; null as long as nothing does. */
    private Runnable views;

    private Tensor(org.bytedeco.pytorch.Tensor at, TensorList list) {
        this.at = at;
        made(at);
        if (list != null) {
            list.add(this);
        } else {
            ownItself();
        }
    }

    private static void made(org.bytedeco.pytorch.Tensor at) {
        LIVE.increment();
        if (LiveTensors.tracking) {
            LiveTensors.made(at);
        }
    }

    private static void free(org.bytedeco.pytorch.Tensor at) {
        if (LiveTensors.tracking) {
            LiveTensors.freed(at);
        }
        at.close();
        LIVE.decrement();
    }

    private record Free(org.bytedeco.pytorch.Tensor at) implements Runnable {
        @Override
        public void run() {
            free(at);
        }
    }

    /** Out of its scope and into another one, or none (null). */
    void moveTo(TensorList target) {
        list.requireOwnThread("a tensor is taken out of its TensorScope");
        list.remove(this);
        if (target != null) {
            target.add(this);
        } else {
            ownItself();
        }
    }

    /** From now on no scope closes this tensor, but the collector may. */
    synchronized void ownItself() {
        list = null;
        if (at != null) {
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
     * @throws IllegalStateException if the tensor is closed, or belongs to a scope of another thread
     */
    public Tensor keep() {
        requireOpen();
        if (list != null) {
            moveTo(null);
        }
        return this;
    }

    /** Gives this object's reference to the C++ tensor back. A second close does nothing. */
    @Override
    public void close() {
        if (list != null && at != null) {
            list.remove(this);
        }
        release();
    }

    /** Frees the handle exactly once, whoever comes first. */
    void release() {
        endViews();
        org.bytedeco.pytorch.Tensor handle;
        Cleaner.Cleanable cleanable;
        // against ownItself on the thread of a forgotten scope
        synchronized (this) {
            handle = at;
            cleanable = net;
            at = null;
            net = null;
        }
        if (cleanable != null) {
            cleanable.clean();
        } else if (handle != null) {
            free(handle);
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

    /** What Python's {@code print(tensor)} shows; of a large one the corners. It waits for the device and fetches the values. */
    @Override
    public String toString() {
        return isClosed() ? "tensor(closed)" : TensorPrinter.print(this);
    }
}
