package org.panatorch.torch.autograd;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/**
 * A function with a gradient of one's own: {@code torch.autograd.Function}.
 *
 * <pre>{@code
 * class Exp extends Function {
 *     @Override
 *     protected Tensor[] forward(Context ctx, Tensor... inputs) {
 *         var result = inputs[0].exp();
 *         ctx.saveForBackward(result);
 *         return tuple(result);
 *     }
 *
 *     @Override
 *     protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
 *         return tuple(gradOutputs[0].mul(ctx.savedTensors().get(0)));
 *     }
 * }
 *
 * var y = new Exp().apply(x);
 * }</pre>
 *
 * <p>Arguments that are no tensors are given to the constructor; one object may be applied any number of times, also by several
 * threads, if its fields allow that.
 *
 * <p>As in PyTorch, {@code forward} computes without a graph and sees the inputs as they are; {@code backward} computes without one
 * too, unless gradients shall have gradients ({@code createGraph}): then it is differentiated like any other code, but for a function
 * that saves an output, which is refused. What {@code backward} throws comes out of the {@code backward} or {@code grad} that was
 * called, after that has gone through with zeros for what is missing.
 *
 * <p>Not as in PyTorch:
 * <ul>
 *   <li>There is no {@code mark_dirty}: a {@code forward} that changes an input with a gradient in place is refused.
 *   <li>An input for which {@code backward} gives null gets a gradient of zeros, not none.
 *   <li>{@link Tensor#gradFn} of an output does not tell this class's name.
 *   <li>Two threads may go through the graph of different calls at the same time, but not through that of the same call.
 *   <li>No forward mode ({@code jvp}), no {@code vmap}, no {@code setup_context}.
 * </ul>
 */
public abstract class Function {

    /**
     * {@code forward(ctx, *args)}.
     *
     * @param inputs those given to {@link #apply}
     * @return the outputs; an output that is an input, or a view of one, shares its memory, and may not be changed in place
     */
    protected abstract Tensor[] forward(Context ctx, Tensor... inputs);

    /**
     * {@code backward(ctx, *grad_outputs)}.
     *
     * <p>The gradients belong to a scope that closes when this returns: {@code keep()} a copy of what you want longer.
     *
     * @param gradOutputs one for each output: zeros where the loss does not depend on it, see {@link Context#setMaterializeGrads}
     * @return one for each input, of its shape, or one that the input broadcasts to; null where there is none
     */
    protected abstract Tensor[] backward(Context ctx, Tensor... gradOutputs);

    /** {@code Function.apply(*args)} of a function with one output. An input may be null, as None is. */
    public final Tensor apply(Tensor... inputs) {
        return run(true, inputs)[0];
    }

    /** {@code Function.apply(*args)} of a function with any number of outputs. An input may be null, as None is. */
    public final List<Tensor> applyAll(Tensor... inputs) {
        return List.of(run(false, inputs));
    }

    /** The tensors as Python's {@code return a, b} gives them; null is None. */
    protected static Tensor[] tuple(Tensor... tensors) {
        return tensors == null ? new Tensor[1] : tensors;
    }

    /** The name in messages. */
    final String name() {
        var name = getClass().getSimpleName();
        return name.isEmpty() ? getClass().getName() : name;
    }

    private Tensor[] run(boolean single, Tensor... inputs) {
        var ctx = new Context(inputs);
        boolean graph = Torch.isGradEnabled() && ctx.needsAnyInputGrad();
        try (var scope = TensorScope.open()) {
            var versions = graph ? Tensors.versions(inputs) : null;
            Tensor[] outputs;
            try (var _ = Torch.noGrad()) {
                outputs = forward(ctx, inputs);
            }
            check(single, outputs);
            var results = graph ? recorded(ctx, inputs, versions, outputs) : unrecorded(inputs, outputs);
            for (var result : results) {
                scope.promote(result);
            }
            return results;
        } finally {
            ctx.forwardIsOver();
        }
    }

    private void check(boolean single, Tensor[] outputs) {
        if (outputs == null || Arrays.stream(outputs).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(name() + ".forward gave " + (outputs == null ? "null" : "a null output"));
        }
        if (single && outputs.length != 1) {
            throw new IllegalArgumentException(name() + ".forward gave " + outputs.length + " outputs: call applyAll for all of them");
        }
    }

    private Tensor[] recorded(Context ctx, Tensor[] inputs, long[] versions, Tensor[] outputs) {
        var now = Tensors.versions(inputs);
        for (int i = 0; i < inputs.length; i++) {
            if (ctx.needsInputGrad(i) && now[i] != versions[i]) {
                throw new IllegalStateException(name() + ".forward changed its input " + i
                        + " in place, which requires a gradient: compute a new tensor (there is no mark_dirty)");
            }
        }
        return new Application(this, ctx, inputs, outputs).record(inputs, outputs);
    }

    private static Tensor[] unrecorded(Tensor[] inputs, Tensor[] outputs) {
        var results = new Tensor[outputs.length];
        for (int j = 0; j < results.length; j++) {
            results[j] = outputs[j].detach();
        }
        return results;
    }
}
