package org.panatorch.torch;

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
 *
 * <p>A scope that nobody closed and nobody holds any more ends as if it had never been opened: its tensors then belong
 * to whoever holds them. So does one that its thread left open when it ended.
 */
public final class TensorScope implements AutoCloseable {
    private final ScopeStack stack = ScopeStack.get();
    private final TensorList list = stack.push(this);

    private TensorScope() {}

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

    /**
     * Moves a tensor of this scope, or of one inside it, to the enclosing scope (or, if there is none, to whoever holds
     * it), so that it outlives this one. Any other tensor does so already.
     *
     * @return the same tensor
     * @throws IllegalStateException if the tensor is closed, or if another thread opened this scope
     */
    public Tensor promote(Tensor tensor) {
        tensor.requireOpen();
        if (tensor.list != null && tensor.list.isWithin(list)) {
            tensor.moveTo(list.enclosing);
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
     * Closes the tensors that still belong to this scope, the youngest first. Scopes that were opened inside it and are
     * still open are closed before it. A second close does nothing.
     *
     * @throws IllegalStateException if another thread opened the scope; it stays open then
     */
    @Override
    public void close() {
        if (!list.isDone()) {
            list.requireOwnThread("a TensorScope is closed");
            stack.close(list);
        }
    }

    /** How many tensors belong to this scope now. */
    public int size() {
        return list.size();
    }
}
