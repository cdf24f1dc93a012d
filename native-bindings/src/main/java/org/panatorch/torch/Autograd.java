package org.panatorch.torch;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.panatorch.torch.internal.Call;
import org.panatorch.torch.internal.GradHook;
import org.panatorch.torch.internal.TensorAccess;

/** {@code torch.autograd}. */
public final class Autograd {
    private Autograd() {}

    /** {@code torch.autograd.grad(outputs, inputs)}: one gradient for each input; {@code .grad} is left alone. */
    public static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs) {
        return grad(outputs, inputs, null, false, false, false);
    }

    /** {@code torch.autograd.grad(output, input)[0]}: of one element. */
    public static Tensor grad(Tensor output, Tensor input) {
        return grad(output, input, null, false);
    }

    /**
     * {@code torch.autograd.grad(output, input, grad_output, create_graph=)[0]}.
     *
     * @param gradOutput of the output's shape, {@code Torch.onesLike(output)} for the sum; null for 1, of one element
     * @param createGraph whether the gradient has a gradient itself, as a penalty on it needs
     */
    public static Tensor grad(Tensor output, Tensor input, Tensor gradOutput, boolean createGraph) {
        return grad(List.of(output), List.of(input), gradOutput == null ? null : List.of(gradOutput), false, createGraph, false)
                .getFirst();
    }

    /**
     * {@code torch.autograd.grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused)}.
     *
     * @param gradOutputs one for each output; null for 1, of outputs with one element
     * @param retainGraph whether the graph may be gone through again
     * @param createGraph whether the gradients have gradients themselves, which keeps the graph, too
     * @param allowUnused whether an input that the outputs do not depend on gives null and no error
     */
    public static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, List<Tensor> gradOutputs, boolean retainGraph,
            boolean createGraph, boolean allowUnused) {
        var args = outputs.toArray(Tensor[]::new);
        var leaves = inputs.toArray(Tensor[]::new);
        var starts = gradOutputs == null ? new Tensor[0] : gradOutputs.toArray(Tensor[]::new);
        var grads = new Tensor[leaves.length];
        GradHook.calling(() -> Call.value("grad", () -> {
            try (var from = Call.vector(args); var to = Call.vector(leaves);
                    var with = starts.length == 0 ? new TensorVector() : Call.vector(starts);
                    var retain = new BoolOptional(retainGraph || createGraph);
                    var result = torch.grad(from, to, with, retain, createGraph, allowUnused)) {
                for (int i = 0; i < grads.length; i++) {
                    var grad = result.get(i);
                    grads[i] = grad.defined() ? TensorAccess.wrap(new org.bytedeco.pytorch.Tensor(grad)) : null;
                }
                return null;
            }
        }, args));
        Reference.reachabilityFence(leaves);
        Reference.reachabilityFence(starts);
        return Collections.unmodifiableList(Arrays.asList(grads));
    }
}
