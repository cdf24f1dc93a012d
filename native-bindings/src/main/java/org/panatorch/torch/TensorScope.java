package org.panatorch.torch;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Frees native memory at a brace: every tensor made on this thread while the scope is open belongs to it and is closed
 * with it.
 *
 * <p>The one ownership rule of this library. A {@link Tensor} object owns one reference to a C++ tensor. It is given
 * back
 * <ul>
 *   <li>by the innermost scope that was open on its thread when it was made, when that scope closes;
 *   <li>by {@link Tensor#close()}, whenever its holder likes;
 *   <li>by the garbage collector, if it was made outside all scopes and nobody closed it: late, but not never.
 * </ul>
 * What libtorch itself still needs (the autograd graph, an optimizer's state, {@code .grad}) it holds references of its
 * own to: closing a tensor never pulls memory from under it. Parameters and buffers belong to their
 * {@code nn.Module}, never to a scope.
 *
 * <pre>{@code
 * for (var batch : loader) {
 *     try (var scope = TensorScope.open()) {
 *         optimizer.zeroGrad();
 *         var loss = F.mseLoss(model.forward(x, t), noise);
 *         loss.backward();
 *         optimizer.step();
 *         total += loss.item();
 *     }                              // every temporary of the step is freed here
 * }
 * }</pre>
 *
 * <p>Scopes nest, and belong to the thread that opened them. A result that must outlive its scope is
 * {@linkplain #promote promoted} to the enclosing one.
 */
public final class TensorScope implements AutoCloseable {
    private static final ThreadLocal<TensorScope[]> CURRENT = ThreadLocal.withInitial(() -> new TensorScope[1]);

    private final Thread thread = Thread.currentThread();
    private final TensorScope[] current;
    private final TensorScope enclosing;
    private Tensor[] tensors = new Tensor[64];
    private int size;
    private boolean closed;

    private TensorScope() {
        current = CURRENT.get();
        enclosing = current[0];
        current[0] = this;
    }

    /** Opens a scope inside the one that is open on this thread, if any. */
    public static TensorScope open() {
        return new TensorScope();
    }

    /** Runs a computation in a scope of its own and keeps its result only. */
    public static Tensor returning(Supplier<Tensor> computation) {
        try (var scope = open()) {
            return scope.promote(computation.get());
        }
    }

    /** The innermost open scope of this thread, or null. */
    static TensorScope current() {
        return CURRENT.get()[0];
    }

    /**
     * Moves a tensor to the enclosing scope (or, if there is none, to whoever holds it), so that it outlives this one.
     *
     * @return the same tensor
     * @throws IllegalStateException if the tensor is closed
     */
    public Tensor promote(Tensor tensor) {
        tensor.requireOpen();
        if (tensor.scope == this) {
            tensor.moveTo(enclosing);
        }
        return tensor;
    }

    /**
     * Promotes {@code next} and closes {@code previous}: one turn of a loop that carries a tensor along.
     * Does not close when both are the same.
     */
    public Tensor replace(Tensor previous, Tensor next) {
        promote(next);
        if (previous != next) {
            previous.close();
        }
        return next;
    }

    /**
     * Closes the tensors that still belong to this scope, the youngest first. A second close does nothing.
     *
     * @throws IllegalStateException if another thread opened the scope, or a scope inside it is still open
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("a TensorScope is closed by the thread that opened it, " + thread.getName()
                    + ", not by " + Thread.currentThread().getName());
        }
        if (current[0] != this) {
            throw new IllegalStateException("a TensorScope opened inside this one is still open: close that first");
        }
        closed = true;
        current[0] = enclosing;
        for (int i = size - 1; i >= 0; i--) {
            tensors[i].release();
        }
        tensors = null;
    }

    /** How many tensors belong to this scope now. */
    public int size() {
        return size;
    }

    void add(Tensor tensor) {
        if (size == tensors.length) {
            tensors = Arrays.copyOf(tensors, 2 * size);
        }
        tensor.scope = this;
        tensor.slot = size;
        tensors[size++] = tensor;
    }

    /** Takes a tensor out. From another thread it stays listed, closed, until the scope closes. */
    void remove(Tensor tensor) {
        if (closed || Thread.currentThread() != thread) {
            return;
        }
        var last = tensors[--size];
        tensors[size] = null;
        if (last != tensor) {
            tensors[tensor.slot] = last;
            last.slot = tensor.slot;
        }
    }
}
