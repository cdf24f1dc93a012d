package org.panatorch.torch;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * The tensors of one {@link TensorScope}, apart from it: the thread and the tensors refer to this list, and only the
 * user refers to the scope. So the collector can tell that a scope was forgotten.
 */
final class TensorList {
    final TensorList enclosing;
    private final Thread thread = Thread.currentThread();
    private final WeakReference<TensorScope> scope;
    private Tensor[] tensors = new Tensor[64];
    private int size;
    private boolean done;

    TensorList(TensorScope scope, TensorList enclosing) {
        this.scope = new WeakReference<>(scope);
        this.enclosing = enclosing;
    }

    /** Whether nobody can close the scope any more. */
    boolean isForgotten() {
        return scope.get() == null;
    }

    boolean isDone() {
        return done;
    }

    int size() {
        return size;
    }

    /** Whether this is {@code outer}, or was opened inside it. */
    boolean isWithin(TensorList outer) {
        for (var list = this; list != null; list = list.enclosing) {
            if (list == outer) {
                return true;
            }
        }
        return false;
    }

    void requireOwnThread(String what) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(what + " by the thread that opened it, " + thread.getName()
                    + ", not by " + Thread.currentThread().getName());
        }
    }

    void add(Tensor tensor) {
        if (size == tensors.length) {
            tensors = Arrays.copyOf(tensors, 2 * size);
        }
        tensor.list = this;
        tensor.slot = size;
        tensors[size++] = tensor;
    }

    /** Takes a tensor out. From another thread it stays listed, closed, until the scope closes. */
    void remove(Tensor tensor) {
        if (Thread.currentThread() != thread || done) {
            return;
        }
        var last = tensors[--size];
        tensors[size] = null;
        if (last != tensor) {
            tensors[tensor.slot] = last;
            last.slot = tensor.slot;
        }
    }

    /** Closes all, the youngest first. */
    void close() {
        done = true;
        while (size > 0) {
            tensors[--size].release();
        }
        tensors = null;
    }

    /** Leaves each to whoever holds it, and to the collector. */
    void letGo() {
        done = true;
        while (size > 0) {
            tensors[--size].ownItself();
        }
        tensors = null;
    }
}
