package org.panatorch.torch;

import static org.panatorch.torch.internal.TensorAccess.at;

import java.lang.ref.Reference;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.panatorch.torch.ffm.CppType;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.GradHook;
import org.panatorch.torch.internal.TensorAccess;

/** A tensor's part in the autograd graph, and its gradient. {@link Autograd} has the functions of several tensors. */
sealed interface GradOps extends Ops permits Tensor {

    /** {@code this.requires_grad}. */
    default boolean requiresGrad() {
        return Call.number(self(), a -> a.requires_grad() ? 1 : 0) != 0;
    }

    /** The name of {@code this.grad_fn}, {@code "AddBackward0"}; null for a leaf. On Windows it is {@code "unknown"}. */
    default String gradFn() {
        return Call.value("grad_fn", () -> {
            try (var function = at(self()).grad_fn()) {     // it holds the graph
                return function == null || function.isNull() ? null : CppType.simpleName(function.address());
            }
        }, self());
    }

    /** {@code this.is_leaf}. */
    default boolean isLeaf() {
        return Call.number(self(), a -> a.is_leaf() ? 1 : 0) != 0;
    }

    /** {@code this.requires_grad_(value)}. */
    default Tensor requiresGrad_(boolean value) {
        return Call.inPlace("requires_grad_", self(), a -> a.requires_grad_(value));
    }


    /** {@code this.grad}, or null where there is none. */
    default Tensor grad() {
        // grad() only borrows: the next zeroGrad would pull it from under us
        return Call.value("grad", () -> {
            var borrowed = at(self()).grad();
            return borrowed.defined() ? TensorAccess.wrap(new org.bytedeco.pytorch.Tensor(borrowed)) : null;
        }, self());
    }

    /** {@code this.grad = grad}: shared with this tensor from then on, not copied. */
    default void setGrad(Tensor grad) {
        Call.inPlace("set_grad", self(), a -> a.mutable_grad().put(at(grad)));
        Reference.reachabilityFence(grad);
    }

    /** {@code this.grad = None}: frees the gradient. */
    default void clearGrad() {
        try (var none = new org.bytedeco.pytorch.Tensor()) {
            Call.inPlace("clear_grad", self(), a -> a.mutable_grad().put(none));
        }
    }

    /** {@code this.backward()}, from a tensor with one element. */
    default void backward() {
        backward(null, false, false);
    }

    /** {@code this.backward(gradient)}: a gradient of this tensor's shape. */
    default void backward(Tensor gradient) {
        backward(gradient, false, false);
    }

    /**
     * {@code this.backward(gradient, retain_graph, create_graph)}.
     *
     * @param gradient null for 1, from a tensor with one element
     * @param retainGraph whether the graph may be gone through again
     * @param createGraph whether the gradients have gradients themselves, which keeps the graph, too
     */
    default void backward(Tensor gradient, boolean retainGraph, boolean createGraph) {
        GradHook.calling(() -> Call.value("backward", () -> {
            try (var start = gradient == null ? new org.bytedeco.pytorch.Tensor() : new org.bytedeco.pytorch.Tensor(at(gradient));
                    var retain = new BoolOptional(retainGraph || createGraph);
                    var all = new TensorArrayRefOptional()) {
                at(self()).backward(start, retain, createGraph, all);
                return null;
            }
        }, gradient == null ? new Tensor[] {self()} : new Tensor[] {self(), gradient}));
    }

    /**
     * {@code this.register_hook(hook)}: a function of this tensor's gradient, called whenever {@code backward} has computed
     * it. What it returns is used instead; null leaves it as it is.
     *
     * <p>The gradient belongs to a scope that closes when the hook returns: {@code keep()} a copy of it, or take numbers out.
     * What a hook throws comes out of {@code backward}, after that has gone through.
     *
     * @throws TorchException if this tensor requires no gradient
     */
    default RemovableHandle registerHook(UnaryOperator<Tensor> hook) {
        return GradHook.register(self(), hook);
    }

    /** {@code this.retain_grad()}: {@link #grad} will be there though this is no leaf. */
    default void retainGrad() {
        Call.inPlace("retain_grad", self(), a -> {
            a.retain_grad();
            return a;
        });
    }

    /** {@code this.retains_grad}. */
    default boolean retainsGrad() {
        return Call.number(self(), a -> a.retains_grad() ? 1 : 0) != 0;
    }
}
